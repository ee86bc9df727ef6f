"""What a student's `gradient_descent` gives, beside descents by hand and by the student's parts."""

from functools import cache, partial
from itertools import product

import numpy as np

from grader.judge.suite import assert_close, require, unpack

PARTS = ("w", "b", "losses")
LOSSES_REUSED = "The losses that one call gives are overwritten by the next call."
EARLY_END = "gradient_descent was asked for {steps} steps, and notes {count} losses."


def gradient_by_hand(X, y, w, b):
    """The mean of what each sample alone would say."""
    each = 2 * (np.sum(X * w, axis=1) + b - y)
    return np.mean(each[:, None] * X, axis=0), np.mean(each)


def items_of(got):
    """The items of a list, or of whatever stands for one; of a number, itself alone."""
    single = np.ndim(got) == 0 if isinstance(got, np.ndarray) else not hasattr(got, "__iter__")
    return [got] if single else list(got)


def three_parts(got):
    """w, b and the losses as a list, if there are three things."""
    w, b, losses = unpack(got, *PARTS)
    return w, b, items_of(losses)


def check_parts(got, student, remote, start, lr, steps, parts):
    """Compare some of w, b and losses with the right descent, or with one of the student's own."""
    expected = _descend(start, lr, steps, gradient_by_hand, _move)
    own = _own_descents(student, remote, start, lr, steps)
    for part in parts:
        also = [lambda descent=descent, part=part: descent()[part] for descent in own]
        also += _own_answers(student, start)
        assert_close(got[part], expected[part], also=also, of=PARTS[part])


def check_no_early_end(student, start, lr, steps):
    """There is a loss for each step, also where the losses leave what a float can hold."""
    error = student.gradient_descent.ask(*start, lr, steps).error
    if error is None or "OverflowError" not in error.kinds:  # which Python's own floats raise there
        losses = three_parts(student.gradient_descent(*start, lr, steps))[2]
        require(len(losses) == steps, EARLY_END, steps=steps, count=len(losses))


def check_losses_stay(student, remote, start, next_start):
    """What one descent gave is still there after the next."""
    losses = remote.operator.getitem.keep(student.gradient_descent.keep(*start, 0.1, 2), 2)
    before = remote.numpy.array(losses)
    student.gradient_descent.keep(*next_start, 0.1, 2)
    require(np.array_equal(remote.numpy.array(losses), before), LOSSES_REUSED)


def _own_answers(student, start):
    """What the student's own gradient and step answer: none of it fits, but it may be unsteady."""
    w = start[2]
    asked = {
        "mse_gradient": lambda: student.mse_gradient(*start)[0],
        "gradient_step": lambda: student.gradient_step([w], [w], 0.1)[0],
    }
    return [ask for name, ask in asked.items() if student.uses("gradient_descent", name)]


def _descend(start, lr, steps, gradient, move, look=lambda each: each, late=False):
    """A full-batch descent; `look` gives what an array holds, `late` notes losses at the end."""
    X, y, w, b = start

    def loss(w, b):
        return np.mean((look(X) @ look(w) + look(b) - look(y)) ** 2)

    places, losses = [], []
    for _ in range(steps):
        places.append((w, b))
        losses.append(loss(w, b))
        w, b = move(w, b, *gradient(X, y, w, b), lr)
    return look(w), look(b), [loss(*place) for place in places] if late else losses


def _move(w, b, grad_w, grad_b, lr):
    return w - lr * grad_w, b - lr * grad_b


def _own_descents(student, remote, start, lr, steps):
    """The descents by the student's own gradient, own step, or both, each when it is asked for.

    Arrays stay in the worker, so that a call that spoils its arguments spoils what follows.
    """
    keep, look, item = remote.numpy.array.keep, remote.numpy.array, remote.operator.getitem.keep
    step = student.gradient_step.keep

    def exact(*at):
        return gradient_by_hand(*map(look, at))

    def exactly(w, b, grad_w, grad_b, lr):
        return map(keep, _move(look(w), look(b), grad_w, grad_b, lr))

    def together(w, b, grad_w, grad_b, lr):
        moved = step([w, b], [grad_w, grad_b], lr)
        return item(moved, 0), item(moved, 1)

    def apart(w, b, grad_w, grad_b, lr):
        return item(step([w], [grad_w], lr), 0), item(step([b], [grad_b], lr), 0)

    def descend(gradient, move, keep_bias, late):
        X, y, w, b = start
        kept = (keep(X), keep(y), keep(w), keep_bias(b))
        return _descend(kept, lr, steps, gradient, move, look, late)

    own_gradient = student.uses("gradient_descent", "mse_gradient")
    own_step = student.uses("gradient_descent", "gradient_step")
    gradients = [exact, student.mse_gradient][: 1 + own_gradient]
    moves = [exactly, together, apart][: 1 + 2 * own_step]
    biases = [remote.builtins.float.keep, keep]
    ways = product(gradients, moves, biases, (False, True))
    return [cache(partial(descend, *way)) for way in ways]

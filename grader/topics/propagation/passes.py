"""What a student's `forward` and `backward` give for one batch, held to what they should."""

import numpy as np

from grader.judge.suite import assert_close, either, require
from grader.topics.propagation.networks import (
    NAMES,
    hidden_errors,
    predictions,
    slopes,
    slopes_along,
)

# Gradients by the chain rule are this exact; finite differences are not.
RTOL, ATOL = 1e-10, 1e-12
CHANGED_BY_CACHE = (
    "backward changes {name}, which forward was called with: the cache leads to the caller's own "
    "array."
)
ROUGH = (
    "{name} is right to some digits only. Finite differences are that rough, and so is float32; "
    "the chain rule in float64 is exact to rounding."
)


def run_forward(student, remote, params, X):
    """What forward returns: the predictions as data, the cache left where it is."""
    pair = student.forward.keep(params, X)
    length = remote.builtins.len.ask(pair)
    require(length.value == 2, "forward should return two things: the predictions and a cache.")
    return remote.operator.getitem(pair, 0), remote.operator.getitem.keep(pair, 1)


def is_right(got, expected):
    """Whether the student's own forward answers rightly for what backward is about to get."""
    fits = isinstance(got, np.ndarray) and got.shape == expected.shape
    return bool(fits and is_exact(got, expected))


def is_exact(got, expected):
    """Whether numbers are right to rounding."""
    atol = ATOL * max(1.0, np.abs(expected).max())
    return np.allclose(got, expected, rtol=RTOL, atol=atol)


def check_forward(student, remote, params, X):
    """Compare the predictions for one batch."""
    Y_hat, _ = run_forward(student, remote, params, X)
    assert_close(Y_hat, predictions(params, X), of="Y_hat")
    return Y_hat


def complete(gradients):
    """The gradients, if there is one for each parameter."""
    require(isinstance(gradients, dict), "backward should return a dict of gradients.")
    for name in NAMES:
        require(name in gradients, "The gradients lack the key {name}.", name=repr(name))
    return gradients


def check_gradients(gradients, expected):
    """Compare each gradient with the slopes of the loss along that parameter."""
    complete(gradients)
    for name in NAMES:
        assert_close(gradients[name], expected[name], rtol=1e-6, atol=1e-7, of=name)
        require(is_exact(gradients[name], expected[name]), ROUGH, name=name)


def after_forward(student, remote, params, X, check):
    """Hold a check, given params and the cache; if need be, given the very dict that forward had.

    A forward that leaves something in params has lost points for that already.
    """

    def hold(given):
        _, cache = run_forward(student, remote, given, X)
        check(given, cache)

    either(lambda: hold(params), lambda: hold(remote.builtins.dict.keep(params)))


def check_slopes(student, remote, params, X, Y):
    """Compare the gradients for one batch; what another exercise spoils on the way is forgiven."""

    def by_the_loss(given, cache):
        check_gradients(student.backward(given, cache, Y), slopes(params, X, Y))

    def by_what_mse_leaves(given, cache):
        spoilt = [remote.numpy.array.keep(each) for each in (predictions(params, X), Y)]
        student.mse.ask(*spoilt)
        Y_hat, targets = (remote.numpy.array(each) for each in spoilt)
        expected = slopes_along(params, X, 2 * (Y_hat - targets) / Y.size)
        check_gradients(student.backward(given, cache, Y), expected)

    def by_what_forward_leaves(given, cache):
        spoilt = remote.numpy.array.keep(X)
        student.forward.keep(params, spoilt)
        expected = slopes(params, X, Y)
        expected["W1"] = hidden_errors(params, X, Y).T @ remote.numpy.array(spoilt)
        check_gradients(student.backward(given, cache, Y), expected)

    used = [by_what_mse_leaves] if student.uses("backward", "mse") else []
    either(
        *(
            lambda check=check: after_forward(student, remote, params, X, check)
            for check in (by_the_loss, by_what_forward_leaves, *used)
        )
    )


def check_backward(student, remote, params, X, Y):
    """Compare the gradients for one batch; where forward is not right there, it pays for that."""
    Y_hat, _ = run_forward(student, remote, params, X)
    if is_right(Y_hat, predictions(params, X)):
        check_slopes(student, remote, params, X, Y)
    else:
        either(lambda: check_slopes(student, remote, params, X, Y), lambda: None)


def check_callers_arrays(student, remote, params, X, Y):
    """Hold that backward leaves the arrays alone that forward was called with."""
    kept = {name: remote.numpy.array.keep(each) for name, each in (*params.items(), ("X", X))}
    given = remote.builtins.dict.keep({name: kept[name] for name in NAMES})

    def look():
        return {name: remote.numpy.array(each) for name, each in kept.items()}

    def moved_by(action):
        before = look()
        action()
        after = look()
        return [name for name in kept if not np.array_equal(before[name], after[name])]

    def by_forward():
        return moved_by(lambda: student.forward.keep(given, kept["X"]))

    _, cache = run_forward(student, remote, given, kept["X"])
    moved = moved_by(lambda: student.backward.keep(given, cache, Y))
    also = [by_forward] if student.uses("backward", "forward") else []
    require(not moved, CHANGED_BY_CACHE, also=also, name=", ".join(moved))

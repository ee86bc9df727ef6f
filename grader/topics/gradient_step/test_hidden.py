"""Hidden suite of the topic gradient_step."""

from functools import partial

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_equal,
    assert_raises,
    assert_unchanged,
    core,
    criterion,
    require,
    unpack,
)
from grader.topics.gradient_step.descents import (
    PARTS,
    check_losses_stay,
    check_no_early_end,
    check_parts,
    gradient_by_hand,
    items_of,
    three_parts,
)

ONE_EACH = "gradient_step should give one array for each of the {count} parameters; it gives {got}."
NEW_LIST = "gradient_step should give a list; it gives {got}."
NO_ARRAY = "w should be a NumPy array; gradient_descent gives {got}."
REUSED = "The grad_w that one call gives is overwritten by the next call."
SAME_ARRAY = (
    "Where a gradient is zero, the new list holds the old parameter itself, not a new array."
)


@core("mse_gradient", points=2)
def test_gradient_of_the_mean_squared_error(student, draw):
    """Both gradients are those of the mean squared error, averaged over the samples."""
    for n, d, scale in ((3, 2, 1.0), (2, 3, 1.0), (7, 5, 1.0), (6, 3, 1e4), (2, 3, 1.0)):
        X, y, w, b = _regression(draw, n, d)
        _check_gradient(student, (X, scale * y, w, b))


@criterion("mse_gradient", points=0.5)
def test_gradient_keeps_shapes_of_one(student, draw):
    """One sample or one feature: grad_w has shape (d,), and grad_b is a number."""
    for n, d in ((1, 1), (1, 3), (3, 1)):
        _check_gradient(student, _regression(draw, n, d))


@criterion(
    "mse_gradient",
    points=0.5,
    stays="A formula that divides by an error or a weight breaks at these two places only.",
)
def test_gradient_at_zero_and_at_a_perfect_fit(student, draw):
    """Right at w = 0 and b = 0, and zero where the model fits every sample."""
    for n, d in ((3, 2), (4, 6)):
        X, y, w, b = _regression(draw, n, d)
        _check_gradient(student, (X, y, np.zeros(d), 0.0))
        _check_gradient(student, (X, X @ w + b, w, b))


@criterion("mse_gradient", points=0.5)
def test_gradient_leaves_its_arguments_alone(student, remote, draw):
    """Called by its arguments' names, it modifies none, not even a 0-d b; grad_w is an array."""
    for n, d, bias in ((3, 2, draw.scalar()), (1, 1, draw.scalar()), (3, 2, draw.normal())):
        at = dict(zip("Xywb", (*_regression(draw, n, d)[:3], bias), strict=True))
        answer = student.mse_gradient.ask(**at)
        assert_unchanged(answer)
        grad_w, grad_b = unpack(answer.value, "grad_w", "grad_b")
        assert_array(grad_w, (d,))
        assert_close(grad_b, gradient_by_hand(**at)[1], of="grad_b")
    pair = student.mse_gradient.keep(*_regression(draw, 3, 2))
    before = remote.numpy.array(remote.operator.getitem.keep(pair, 0))
    student.mse_gradient.keep(*_regression(draw, 3, 2))
    after = remote.numpy.array(remote.operator.getitem.keep(pair, 0))
    require(np.array_equal(after, before), REUSED)


@core("gradient_step", points=1)
def test_moves_each_parameter_against_its_gradient(student, draw):
    """Each parameter p becomes p - lr · g, whatever its shape and however many there are."""
    for shapes, lr in (
        ([(3,)], 0.5),
        ([(2,), ()], 0.1),
        ([(4, 3), (4,), (2, 4), ()], 1.7),
        ([(2,), (2,), (2, 3, 2)], 1e-4),
    ):
        params, grads = _arrays(draw, shapes), _arrays(draw, shapes)
        _check_step(student.gradient_step(params, grads, lr), params, grads, lr)
    params, grads = _arrays(draw, [(3,), ()]), [1e4 * draw.normal(3), np.array(-2e4)]
    _check_step(student.gradient_step(params, grads, 1), params, grads, 1)


@criterion("gradient_step", points=0.5)
def test_step_is_a_new_list(student, remote, draw):
    """Called by names, with lists or tuples, it gives a new list, and modifies nothing."""
    for sequence, shapes in ((list, [(2,)]), (tuple, [(2,), ()]), (list, [(3, 2), (3,), ()])):
        params, grads = sequence(_arrays(draw, shapes)), sequence(_arrays(draw, shapes))
        answer = student.gradient_step.ask(params=params, grads=grads, lr=0.3)
        assert_unchanged(answer)
        require(isinstance(answer.value, list), NEW_LIST, got=answer.value)
        _check_step(answer.value, params, grads, 0.3)
        for item, p in zip(answer.value, params, strict=True):
            if p.ndim:
                assert_array(item, p.shape)
        first = student.gradient_step.keep(params, grads, 0.3)
        student.gradient_step.keep(params, grads, 0.6)
        _check_step(remote.builtins.list(first), params, grads, 0.3)
    old = remote.numpy.array.keep(draw.normal(2))
    new = remote.operator.getitem.keep(student.gradient_step.keep([old], [np.zeros(2)], 0.3), 0)
    require(not remote.numpy.shares_memory(new, old), SAME_ARRAY)


@criterion("gradient_step", points=0.5)
def test_refuses_unpaired_gradients(student, draw):
    """As many gradients as parameters, or ValueError, whichever are more."""
    for more, fewer in ((1, 0), (2, 1), (4, 2)):
        many, few = _arrays(draw, [(2,)] * more), _arrays(draw, [(2,)] * fewer)
        assert_raises("ValueError", student.gradient_step, many, few, 0.1)
        assert_raises("ValueError", student.gradient_step, few, many, 0.1)


@criterion("gradient_step", points=0.5)
def test_refuses_a_rate_that_does_not_descend(student, draw):
    """A learning rate of zero or below raises ValueError."""
    for lr in (0.0, 0, -0.1, -2.0):
        assert_raises("ValueError", student.gradient_step, [draw.normal(2)], [draw.normal(2)], lr)
    assert_raises("ValueError", student.gradient_step, [], [], -0.1)


@core("gradient_descent", points=2)
def test_descends_step_by_step(student, remote, draw):
    """Each step takes both gradients at the parameters before it, then moves w and b."""
    sizes = ((2, 1, 0.1, 1), (1, 3, 0.05, 1), (5, 3, 0.05, 4))
    cases = [(_regression(draw, n, d), lr, k) for n, d, lr, k in sizes]
    for start, lr, steps in [*cases, (_growing(draw, 4, 2), 0.5, 5)]:
        got = three_parts(student.gradient_descent(*start, lr, steps))
        check_parts(got, student, remote, start, lr, steps, parts=(0, 1))


@criterion("gradient_descent", points=1)
def test_notes_the_loss_before_each_step(student, remote, draw):
    """losses[k] is the loss before step k, also while they grow or stand still."""
    cases = [(_regression(draw, 2, 1), 0.1, 1), (_regression(draw, 3, 2), 0.1, 3)]
    X, _, w, b = _regression(draw, 4, 2)
    cases += [(_growing(draw, 4, 3), 1, 6), ((X, X @ w + b, w, b), 0.1, 3)]
    for start, lr, steps in cases:
        got = three_parts(student.gradient_descent(*start, lr, steps))
        check_parts(got, student, remote, start, lr, steps, parts=(2,))
    check_no_early_end(student, _growing(draw, 4, 2), 1e6, 40)


@criterion("gradient_descent", points=0.5)
def test_no_steps_leave_the_start(student, remote, draw):
    """steps = 0 gives the start and no loss."""
    for n, d in ((2, 1), (3, 2)):
        start = _regression(draw, n, d)
        got = three_parts(student.gradient_descent(*start, 0.1, 0))
        check_parts(got, student, remote, start, 0.1, 0, parts=(0, 1, 2))


@criterion("gradient_descent", points=0.5)
def test_descent_leaves_its_arguments_alone(student, remote, draw):
    """Called by its arguments' names, it modifies none of them; w is an array."""
    for n, d, steps in ((2, 1, 1), (3, 2, 3)):
        start = _regression(draw, n, d)
        given = dict(zip("Xywb", start, strict=True))
        answer = student.gradient_descent.ask(**given, lr=0.1, steps=steps)
        own = {
            "mse_gradient": partial(student.mse_gradient.ask, *start),
            "gradient_step": partial(student.gradient_step.ask, [start[2]], [start[2]], 0.1),
        }
        also = [ask for name, ask in own.items() if student.uses("gradient_descent", name)]
        own_step = student.uses("gradient_descent", "gradient_step")
        assert_unchanged(answer, also=also)
        if answer.error is None:
            w = unpack(answer.value, *PARTS)[0]
            also = [partial(_steps_to_lists, student)] if own_step else []
            require(isinstance(w, np.ndarray), NO_ARRAY, also=also, got=w)
    if answer.error is None:
        check_losses_stay(student, remote, start, _regression(draw, 3, 2))


@core("learning_rate_verdict", points=1)
def test_compares_the_last_loss_with_the_first(student, draw):
    """The verdict compares the last loss with the first, in a list, a tuple or an array."""
    unit = float(draw.uniform(0.5, 2.0))
    for verdict, losses in (
        ("converges", [4.0, 1.0]),
        ("too slow", [4.0, 3.0]),
        ("diverges", [4.0, 5.0]),
        ("converges", [0.4, 0.9, 0.3, 0.1]),
        ("too slow", [10.0, 4.0, 2.0, 6.0]),
        ("diverges", [0.1, 0.01, 0.02, 0.15]),
        ("too slow", [100.0, 99.0, 98.0, 97.0, 96.0]),
        ("diverges", [1.0, 30.0, 200.0, 150.0]),
        ("converges", [10.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0, 9.0, 4.0]),
    ):
        for sequence in (list, tuple, np.array):
            scaled = sequence([loss * unit for loss in losses])
            assert_equal(student.learning_rate_verdict(scaled), verdict)


@criterion("learning_rate_verdict", points=0.5)
def test_verdict_at_its_limits(student):
    """Not finite diverges, equal is too slow, just half converges; a little more or less counts."""
    for verdict, losses in (
        ("diverges", [4.0, np.nan]),
        ("diverges", [4.0, 9.0, np.inf]),
        ("diverges", [4.0, np.inf, np.nan]),
        ("too slow", [4.0, 4.0]),
        ("too slow", [0.75, 0.5, 0.75]),
        ("converges", [4.0, 2.0]),
        ("converges", [0.75, 0.5, 0.375]),
        ("converges", [0.0, 0.0]),
        ("converges", [4.0, np.inf, 1.0]),
        ("diverges", [4.0, 4.001]),
        ("too slow", [4.0, 3.999]),
        ("too slow", [4.0, 2.001]),
        ("converges", [4.0, 1.999]),
        ("diverges", [0.0, 1.0]),
        ("converges", [4.0, np.nan, 1.0]),
        ("too slow", [4.0, np.nan, 3.0]),
        ("diverges", [4.0, 4.0 + 1e-9]),
        ("too slow", [4.0, 2.0 + 1e-9]),
        ("diverges", [2e-9, 3e-9]),
        ("too slow", [2e-9, 1.5e-9]),
    ):
        assert_equal(student.learning_rate_verdict(losses), verdict)
        assert_equal(student.learning_rate_verdict(np.array(losses)), verdict)


@criterion("learning_rate_verdict", points=0.5)
def test_verdict_needs_two_losses(student):
    """Fewer than two losses raise ValueError; the losses given are not modified."""
    for losses in ([], [1.0], (), (2.0,), np.zeros(0), np.ones(1)):
        assert_raises("ValueError", student.learning_rate_verdict, losses)
    for losses in ([4.0, 9.0, 1.0], np.array([4.0, 9.0, 1.0])):
        assert_unchanged(student.learning_rate_verdict.ask(losses=losses))


def _regression(draw, n, d):
    """Samples, targets, weights and a bias; the bias is a plain number."""
    return draw.normal(n, d), draw.normal(n), draw.normal(d), draw.scalar()


def _growing(draw, n, d):
    """A start from which a learning rate of 0.5 makes the loss grow at every step."""
    X, y, w = draw.uniform(1, 2, n, d), draw.uniform(-3, -2, n), draw.uniform(0, 1, d)
    return X, y, w, float(draw.uniform(0, 1))


def _arrays(draw, shapes):
    return [draw.normal(*shape) for shape in shapes]


def _check_gradient(student, at):
    names = ("grad_w", "grad_b")
    parts = unpack(student.mse_gradient(*at), *names)
    for name, part, expected in zip(names, parts, gradient_by_hand(*at), strict=True):
        assert_close(part, expected, of=name)


def _check_step(got, params, grads, lr):
    items = items_of(got)
    require(len(items) == len(params), ONE_EACH, count=len(params), got=got)
    for k, (item, p, g) in enumerate(zip(items, params, grads, strict=True)):
        assert_close(item, p - lr * g, of=f"parameter {k}")


def _steps_to_lists(student):
    """Whether the student's own step makes lists of the arrays that it moves."""
    return not isinstance(student.gradient_step([np.ones(2)], [np.ones(2)], 0.1)[0], np.ndarray)

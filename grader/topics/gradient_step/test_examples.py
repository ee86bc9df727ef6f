"""Examples of the topic gradient_step."""

import numpy as np

from grader.judge.suite import assert_close, assert_equal, assert_raises, example, unpack


@example("mse_gradient")
def test_two_samples_two_features(student):
    """Errors of 2 and 1 give a grad_w of [2, 2] and a grad_b of 3."""
    X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 1.0])
    got = student.mse_gradient(X, y, np.array([3.0, 1.0]), 0.0)
    grad_w, grad_b = unpack(got, "grad_w", "grad_b")
    assert_close(grad_w, [2.0, 2.0], of="grad_w")
    assert_close(grad_b, 3.0, of="grad_b")


@example("gradient_step")
def test_half_a_gradient_down(student):
    """With a learning rate of 0.5, half of each gradient is taken away."""
    params, grads = [np.array([1.0, 2.0]), np.array(3.0)], [np.ones(2), np.array(-2.0)]
    first, second = unpack(student.gradient_step(params, grads, 0.5), "first", "second")
    assert_close(first, [0.5, 1.5], of="the first parameter")
    assert_close(second, 4.0, of="the second parameter")


@example("gradient_step")
def test_refuses_a_missing_gradient(student):
    """Two parameters and one gradient raise ValueError."""
    params, grads = [np.ones(2), np.ones(3)], [np.ones(2)]
    assert_raises("ValueError", student.gradient_step, params, grads, 0.5)


@example("gradient_descent", continues=("mse_gradient", "gradient_step"))
def test_one_step_on_two_samples(student):
    """One step from zero goes to w = 0.5 and b = 1, and notes the loss of the start, 5."""
    X, y = np.array([[1.0], [-1.0]]), np.array([3.0, 1.0])
    got = student.gradient_descent(X, y, np.zeros(1), 0.0, 0.25, 1)
    w, b, losses = unpack(got, "w", "b", "losses")
    assert_close(w, [0.5], of="w")
    assert_close(b, 1.0, of="b")
    assert_close(losses, [5.0], of="losses")


@example("gradient_descent")
def test_no_step_at_all(student):
    """Zero steps end where they began, without a loss."""
    X, y = np.array([[1.0], [-1.0]]), np.array([3.0, 1.0])
    got = student.gradient_descent(X, y, np.ones(1), 2.0, 0.25, 0)
    w, b, losses = unpack(got, "w", "b", "losses")
    assert_close(w, [1.0], of="w")
    assert_close(b, 2.0, of="b")
    assert_close(losses, [], of="losses")


@example(
    "learning_rate_verdict",
    stays="It shows what the verdicts mean; what students get wrong lies at their edges.",
)
def test_verdicts_on_three_curves(student):
    """Losses that fall far converge, that hardly fall are too slow, that grow diverge."""
    assert_equal(student.learning_rate_verdict([8.0, 3.0, 1.0]), "converges")
    assert_equal(student.learning_rate_verdict([8.0, 7.0, 6.0]), "too slow")
    assert_equal(student.learning_rate_verdict([8.0, 30.0, 110.0]), "diverges")


@example("learning_rate_verdict")
def test_an_overflow_diverges(student):
    """A last loss that is NaN diverges."""
    assert_equal(student.learning_rate_verdict([8.0, 1e200, np.nan]), "diverges")

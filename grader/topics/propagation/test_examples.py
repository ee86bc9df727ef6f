"""Examples of the topic propagation."""

import numpy as np

from grader.judge.suite import assert_close, assert_raises, either, example, require

# Two inputs, two hidden neurons, one output; the hidden sums of SAMPLE are both 0.
PARAMS = {
    "W1": np.array([[1.0, 0.0], [0.0, 2.0]]),
    "b1": np.array([0.0, -2.0]),
    "W2": np.array([[3.0, 5.0]]),
    "b2": np.array([0.5]),
}
SAMPLE = np.array([[0.0, 1.0]])

GRADIENTS = {
    "W1": np.array([[0.0, 3.0], [0.0, 5.0]]),
    "b1": np.array([3.0, 5.0]),
    "W2": np.array([[0.0, 0.0]]),
    "b2": np.array([1.0]),
}


@example("forward")
def test_leaves_the_bias_of_a_layer_at_rest(student, remote):
    """A hidden layer at rest leaves only the output's bias: 0.5."""
    pair = student.forward.keep(PARAMS, SAMPLE)
    assert_close(remote.operator.getitem(pair, 0), np.array([[0.5]]))


@example("forward")
def test_answers_for_three_samples(student, remote):
    """Three samples give three rows, and the hidden layer is bent by tanh."""
    X = np.array([[0.0, 1.0], [1.0, 1.0], [-1.0, 1.5]])
    pair = student.forward.keep(PARAMS, X)
    expected = np.array([[0.5], [0.5 + 3 * np.tanh(1.0)], [0.5 + 2 * np.tanh(1.0)]])
    assert_close(remote.operator.getitem(pair, 0), expected)


@example("mse")
def test_averages_four_squares(student):
    """Four squared differences, 0, 4, 0 and 4, have a mean of 2."""
    Y_hat, Y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [3.0, 6.0]])
    assert_close(student.mse(Y_hat, Y), 2.0)


@example("mse")
def test_refuses_a_column_against_a_row(student):
    """Predictions of shape (3, 1) against targets of shape (3,) raise ValueError."""
    assert_raises("ValueError", student.mse, np.ones((3, 1)), np.ones(3))


@example("backward", continues=("forward",))
def test_follows_the_error_of_one_sample(student, remote):
    """A prediction of 0.5 for a target of 0: every gradient can be worked out in the head."""

    def follow(params, sample):
        pair = student.forward.keep(params, sample)
        cache = remote.operator.getitem.keep(pair, 1)
        gradients = student.backward(params, cache, np.array([[0.0]]))
        require(isinstance(gradients, dict), "backward should return a dict of gradients.")
        spoilt = [lambda: np.outer(GRADIENTS["b1"], remote.numpy.array(sample))]
        for name, expected in GRADIENTS.items():
            also = spoilt if name == "W1" else ()
            assert_close(gradients.get(name), expected, also=also, of=name)

    def follow_what_forward_leaves():
        follow(remote.builtins.dict.keep(PARAMS), remote.numpy.array.keep(SAMPLE))

    either(lambda: follow(PARAMS, SAMPLE), follow_what_forward_leaves)


@example("numerical_gradient")
def test_slope_of_a_length(student, remote):
    """The length of the vector (3, 4) grows by 0.6 and 0.8 along its two entries."""
    length = remote.numpy.linalg.norm
    slope = student.numerical_gradient(length, np.array([3.0, 4.0]))
    assert_close(slope, np.array([0.6, 0.8]), rtol=1e-6)


@example("numerical_gradient")
def test_slope_of_a_matrix(student, remote):
    """A sum grows by 1 along each entry of a matrix, however large the step."""
    assert_close(
        student.numerical_gradient(remote.numpy.sum, np.ones((2, 3)), eps=0.5), np.ones((2, 3))
    )

"""Examples of the topic neuron."""

import numpy as np

from grader.judge.suite import assert_close, assert_raises, example


@example("weighted_sum")
def test_weighs_two_inputs(student, remote):
    """Inputs 1 and 2, weights 3 and 4 and a bias of 0.5 give 11.5."""
    x, w = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    same = remote.numpy.positive
    own = {
        "neuron": lambda: student.neuron(x, w, 0.5, same),
        "layer": lambda: np.ravel(student.layer(x[None], w[None], np.array([0.5]), same))[0],
    }
    also = [work_out for name, work_out in own.items() if student.uses("weighted_sum", name)]
    assert_close(student.weighted_sum(x, w, 0.5), 11.5, also=also)


@example("weighted_sum")
def test_refuses_a_missing_weight(student):
    """Three inputs and two weights raise ValueError."""
    x, w = np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0])
    assert_raises("ValueError", student.weighted_sum, x, w, 0.5)


@example("neuron")
def test_bends_a_negative_sum(student, remote):
    """A weighted sum of -1, activated with the absolute value, gives 1."""
    x, w = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    assert_close(
        student.neuron(x, w, -12.0, remote.numpy.abs),
        1.0,
        also=[lambda: np.abs(student.weighted_sum(x, w, -12.0))],
    )


@example("layer")
def test_three_samples_through_two_neurons(student, remote):
    """Three samples and two neurons give a table of three rows and two columns."""
    X = np.array([[1.0, 2.0], [0.0, -1.0], [2.0, 2.0]])
    W, b = np.array([[1.0, 1.0], [0.0, 3.0]]), np.array([0.0, -6.0])
    assert_close(
        student.layer(X, W, b, remote.numpy.abs),
        np.array([[3.0, 0.0], [1.0, 9.0], [4.0, 0.0]]),
        also=_one_by_one(student, X, W, b, remote.numpy.abs, np.abs),
    )


@example("layer")
def test_one_sample_through_one_neuron(student, remote):
    """One sample and one neuron give a table of one row and one column."""
    X, W, b = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([-1.0])
    assert_close(
        student.layer(X, W, b, remote.numpy.square),
        np.array([[100.0]]),
        also=_one_by_one(student, X, W, b, remote.numpy.square, np.square),
    )


def _one_by_one(student, X, W, b, activation, f):
    """What a layer answers that calls your own neuron, or your own weighted sum, for each entry."""
    neurons = list(zip(W, b, strict=True))
    return [
        lambda: np.array([[student.neuron(x, w, c, activation) for w, c in neurons] for x in X]),
        lambda: f(np.array([[student.weighted_sum(x, w, c) for w, c in neurons] for x in X])),
    ]

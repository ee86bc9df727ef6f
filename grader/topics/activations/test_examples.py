"""Examples of the topic activations."""

import numpy as np

from grader.judge.suite import assert_close, assert_silent, example, unpack


@example("relu")
def test_relu_of_three_numbers(student):
    """Of -2, 0 and 3.5, relu makes 0, 0 and 3.5."""
    z = np.array([-2.0, 0.0, 3.5])
    assert_close(
        student.relu(z),
        np.array([0.0, 0.0, 3.5]),
        also=[lambda: z * student.relu_derivative(z)],
    )


@example("sigmoid")
def test_sigmoid_of_zero(student):
    """At the number 0, sigmoid is a half."""
    assert_close(student.sigmoid(0.0), 0.5, also=[lambda: (1 + student.tanh(0.0)) / 2])


@example("sigmoid")
def test_sigmoid_far_from_zero(student):
    """At -1000 and 1000, sigmoid is 0 and 1, without a warning."""
    z = np.array([-1000.0, 1000.0])
    answer = student.sigmoid.ask(z)
    assert_silent(answer, also=[lambda: student.tanh.ask(z / 2)])
    assert_close(answer, np.array([0.0, 1.0]), also=[lambda: (1 + student.tanh(z / 2)) / 2])


@example("tanh")
def test_tanh_of_three_numbers(student):
    """At -1000, 0 and 1000, tanh is -1, 0 and 1."""
    z = np.array([-1000.0, 0.0, 1000.0])
    assert_close(
        student.tanh(z),
        np.array([-1.0, 0.0, 1.0]),
        also=[lambda: 2 * student.sigmoid(2 * z) - 1],
    )


@example("relu_derivative")
def test_slopes_of_relu(student):
    """At -2 relu is flat, and at 3.5 and 7 it has slope 1."""
    z = np.array([-2.0, 3.5, 7.0])
    assert_close(
        student.relu_derivative(z),
        np.array([0.0, 1.0, 1.0]),
        also=[lambda: student.relu(z) > 0],
    )


@example("sigmoid_derivative")
def test_steepest_slope_of_sigmoid(student):
    """At the number 0, where it is steepest, sigmoid has slope a quarter."""
    assert_close(
        student.sigmoid_derivative(0.0),
        0.25,
        also=[
            lambda: student.sigmoid(0.0) * (1 - student.sigmoid(0.0)),
            lambda: student.sigmoid(0.0) * student.sigmoid(-0.0),
        ],
    )


@example("tanh_derivative")
def test_steepest_slope_of_tanh(student):
    """At the number 0, where it is steepest, tanh has slope 1."""
    assert_close(
        student.tanh_derivative(0.0),
        1.0,
        also=[
            lambda: 1 - student.tanh(0.0) ** 2,
            lambda: 4 * student.sigmoid_derivative(0.0),
        ],
    )


@example("collapse")
def test_two_layers_with_one_neuron_between(student):
    """Two inputs, one hidden neuron and two outputs collapse into a layer of two neurons."""
    W1, b1 = np.array([[1.0, 2.0]]), np.array([1.0])
    W2, b2 = np.array([[3.0], [-1.0]]), np.zeros(2)
    W, b = unpack(student.collapse(W1, b1, W2, b2), "W", "b")
    assert_close(W, np.array([[3.0, 6.0], [-1.0, -2.0]]), of="W")
    assert_close(b, np.array([3.0, -1.0]), of="b")

"""Hidden suite of the topic neuron."""

import operator
from itertools import product

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_raises,
    assert_unchanged,
    core,
    criterion,
    require,
)

REUSED = "The array that one call gives is overwritten by the next call."


@core("weighted_sum", points=1.5)
def test_adds_weighted_inputs_and_bias(student, remote, draw):
    """The inputs are weighted and summed, and the bias is added once."""
    for d, scale in ((2, 1.0), (3, 1.0), (7, 1.0), (50, 1.0), (3, 1.0), (4, 1e4)):
        _check_sum(student, remote, scale * draw.normal(d), draw.normal(d), draw.scalar())
    _check_sum(student, remote, np.zeros(3), draw.normal(3), -1.5)
    _check_sum(student, remote, draw.normal(3), np.zeros(3), 0.7)
    _check_sum(student, remote, draw.normal(3), draw.normal(3), 2)
    _check_sum(student, remote, draw.normal(3), draw.normal(3), 0.0)


@criterion("weighted_sum", points=0.5)
def test_refuses_different_lengths(student, draw):
    """Vectors of different lengths raise ValueError, whichever is longer."""
    for inputs, weights in ((2, 3), (3, 2), (6, 3), (3, 6)):
        x, w = draw.normal(inputs), draw.normal(weights)
        assert_raises("ValueError", student.weighted_sum, x, w, 0.5)


@criterion("weighted_sum", points=0.5)
def test_refuses_one_against_many(student, draw):
    """One weight for several inputs, or one input for several weights, raises ValueError."""
    for inputs, weights in ((2, 1), (1, 2), (5, 1), (1, 5)):
        x, w = draw.normal(inputs), draw.normal(weights)
        assert_raises("ValueError", student.weighted_sum, x, w, 0.5)


@criterion("weighted_sum", points=0.5)
def test_leaves_inputs_weights_and_bias_alone(student, remote, draw):
    """Called by its arguments' names, it modifies nothing, not even a 0-d bias."""
    for d in (1, 4):
        x, w, b = draw.normal(d), draw.normal(d), draw.normal()
        answer = student.weighted_sum.ask(x=x, w=w, b=b)
        blame = _one_by_own(student, "weighted_sum", x, w, b, remote.numpy.positive)
        assert_unchanged(answer, also=blame)
        assert_close(answer, np.sum(w * x) + b, also=map(_entry, blame))


@core("neuron", points=1)
def test_activates_the_weighted_sum(student, remote, draw):
    """The activation is applied once, to the weighted sum with its bias."""
    activations = (
        (remote.numpy.square, np.square),
        (remote.numpy.tanh, np.tanh),
        (remote.numpy.cos, np.cos),
    )
    for d, (activation, f) in product((2, 3, 5, 3), activations):
        _check_neuron(student, draw.normal(d), draw.normal(d), draw.scalar(), activation, f)
    large, cos = 1e4 * draw.uniform(1, 2, 3), (remote.numpy.cos, np.cos)
    _check_neuron(student, large, draw.uniform(1, 2, 3), 0.5, remote.numpy.square, np.square)
    _check_neuron(student, draw.normal(3), np.zeros(3), 0.0, *cos)


@criterion("neuron", points=0.5)
def test_takes_any_callable(student, remote, draw):
    """A Python function and an object that can be called are activations too."""
    for activation, f in ((remote.probes.cube, _cube), (remote.probes.Wave(2.0), _wave)):
        _check_neuron(student, draw.normal(3), draw.normal(3), draw.scalar(), activation, f)


@criterion("neuron", points=0.5)
def test_neuron_leaves_its_arguments_alone(student, remote, draw):
    """Called by its arguments' names, it modifies nothing, not even a 0-d bias."""
    for d in (1, 4):
        x, w, b = draw.normal(d), draw.normal(d), draw.normal()
        _check_neuron_leaves_alone(student, x, w, b, remote.numpy.tanh)
        _check_neuron(student, x, w, b, remote.numpy.tanh, np.tanh)


@core("layer", points=1.5)
def test_answers_for_each_sample_and_neuron(student, remote, draw):
    """Row i, column j is what neuron j answers for sample i."""
    for n, m, d in ((2, 2, 2), (2, 3, 4), (4, 2, 3), (5, 4, 2), (2, 3, 4)):
        _check_layer(student, remote, _arrays(draw, n, m, d), remote.numpy.tanh, np.tanh)
    X, W, b = _arrays(draw, 7, 5, 6)
    _check_layer(student, remote, (X, W, b), remote.probes.Wave(2.0), _wave)
    _check_layer(student, remote, (X, W, b + 1.0), remote.probes.Wave(2.0), _wave)
    _check_layer(student, remote, (X, W, b), remote.numpy.tanh, np.tanh)
    large = 1e4 * draw.uniform(1, 2, 2, 3), draw.uniform(1, 2, 2, 3), draw.normal(2)
    _check_layer(student, remote, large, remote.numpy.square, np.square)


@criterion("layer", points=0.5)
def test_keeps_both_dimensions_for_one_sample(student, remote, draw):
    """A batch of one sample gives one row, of shape (1, m)."""
    for m, d in ((2, 1), (2, 3), (3, 2), (4, 4)):
        _check_layer(student, remote, _arrays(draw, 1, m, d), remote.numpy.tanh, np.tanh)


@criterion("layer", points=0.5)
def test_keeps_both_dimensions_for_one_neuron(student, remote, draw):
    """A layer of one neuron gives one column, of shape (n, 1)."""
    for n, d in ((2, 1), (2, 3), (3, 2), (4, 4), (1, 3), (1, 1)):
        _check_layer(student, remote, _arrays(draw, n, 1, d), remote.numpy.tanh, np.tanh)


@criterion("layer", points=0.5)
def test_leaves_batch_weights_and_biases_alone(student, remote, draw):
    """Called by its arguments' names, it modifies none of them, and gives an array of its own."""
    for n, m, d in ((2, 2, 1), (2, 3, 3), (3, 3, 3)):
        _check_layer_leaves_alone(student, _arrays(draw, n, m, d), remote.numpy.tanh)
    first = student.layer.keep(*_arrays(draw, 2, 3, 4), remote.numpy.tanh)
    before = remote.numpy.array(first)
    student.layer.keep(*_arrays(draw, 2, 3, 4), remote.numpy.tanh)
    require(np.array_equal(remote.numpy.array(first), before), REUSED)


def _cube(z):
    return np.asarray(z) ** 3


def _wave(z):
    return np.sin(2.0 * np.asarray(z))


def _arrays(draw, n, m, d):
    return draw.normal(n, d), draw.normal(m, d), draw.normal(m)


def _check_sum(student, remote, x, w, b):
    own = _one_by_own(student, "weighted_sum", x, w, b, remote.numpy.positive)
    got = student.weighted_sum(x, w, b)
    assert_close(got, np.sum(w * x) + b, also=map(_entry, own))


def _check_neuron(student, x, w, b, activation, f):
    own = [*map(_entry, _one_by_own(student, "neuron", x, w, b, activation))]
    if student.uses("neuron", "weighted_sum"):
        own.append(lambda: f(student.weighted_sum(x, w, b)))
        own.append(lambda: f(student.weighted_sum(w, x, b)))
        own.append(lambda: f(student.weighted_sum(x, w, 0.0) + b))
    assert_close(student.neuron(x, w, b, activation), f(np.sum(w * x) + b), also=own)


def _check_neuron_leaves_alone(student, x, w, b, activation):
    blame = _one_by_own(student, "neuron", x, w, b, activation)
    if student.uses("neuron", "weighted_sum"):
        blame.append(lambda: student.weighted_sum.ask(x, w, b))
    answer = student.neuron.ask(x=x, w=w, b=b, activation=activation)
    assert_unchanged(answer, also=blame)


def _one_by_own(student, exercise, x, w, b, activation):
    """Calls of the student's own neuron, or layer of one, where an exercise is written with it."""
    roads = {
        "neuron": lambda: student.neuron.ask(x, w, b, activation),
        "layer": lambda: student.layer.ask(x[None], w[None], np.reshape(b, 1), activation),
    }
    return [ask for name, ask in roads.items() if student.uses(exercise, name)]


def _entry(ask):
    """The one number that a call answers with, or the call itself where it answers none."""

    def work_out():
        answer = ask()
        return answer if answer.error else np.ravel(answer.value)[0]

    return work_out


def _check_layer(student, remote, arrays, activation, f):
    X, W, b = arrays
    sums = [[np.sum(w * x) + bias for w, bias in zip(W, b, strict=True)] for x in X]
    assert_close(
        student.layer(X, W, b, activation),
        f(np.array(sums)),
        also=_entry_by_entry(student, remote, arrays, activation, f),
    )


def _check_layer_leaves_alone(student, arrays, activation):
    X, W, b = arrays
    blame = {
        "neuron": lambda: student.neuron.ask(X[0], W[0], b[0], activation),
        "weighted_sum": lambda: student.weighted_sum.ask(X[0], W[0], b[0]),
    }
    answer = student.layer.ask(X=X, W=W, b=b, activation=activation)
    also = [blame[called] for called in blame if student.uses("layer", called)]
    assert_unchanged(answer, also=also)
    if answer.error is None:
        assert_array(answer.value)


def _entry_by_entry(student, remote, arrays, activation, f):
    """What a layer answers that calls the student's own neuron, or weighted sum, for each entry.

    An entry's call may spoil rows for later ones; so there is one answer for either order of the
    loops on rows in place, and one for rows copied.
    """

    def neurons(order, in_place):
        def ask(x, w, bias):
            return student.neuron(x, w, bias, activation)

        return lambda: _table(remote, ask, arrays, order, in_place)

    def weighted_sums(order, in_place):
        return lambda: f(_table(remote, student.weighted_sum, arrays, order, in_place))

    roads = {"neuron": neurons, "weighted_sum": weighted_sums}
    called = [roads[name] for name in roads if student.uses("layer", name)]
    ways = (("samples first", True), ("neurons first", True), ("samples first", False))
    return [road(*way) for road, way in product(called, ways)]


def _table(remote, ask, arrays, order, in_place):
    """Ask for each pair of rows in turn; in place, the rows are views of arrays in the worker."""
    X, W, b = arrays
    places = list(product(range(len(X)), range(len(W))))
    if order == "neurons first":
        places.sort(key=lambda place: place[::-1])
    if in_place:
        X, W = remote.numpy.array.keep(X), remote.numpy.array.keep(W)
    row = remote.operator.getitem.keep if in_place else operator.getitem
    entries = {(i, j): ask(row(X, i), row(W, j), b[j]) for i, j in places}
    return np.array([[entries[i, j] for j in range(len(b))] for i in range(len(arrays[0]))])

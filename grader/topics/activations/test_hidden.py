"""Hidden suite of the topic activations."""

from functools import partial

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_silent,
    assert_unchanged,
    core,
    criterion,
    require,
    unpack,
)

LAYERS = ("W1", "b1", "W2", "b2")
ROUGH = (
    "{name} is right to some digits only. Finite differences are that rough, and so is float32; "
    "the formula in float64 is exact to rounding."
)
REUSED = "The array that one call gives is overwritten by the next call."
NEAR = np.array([0.25, 0.1, 1e-3, 1e-6, -1e-6, -1e-3, -0.1, -0.25])
BENDING = np.array([4.5, 6.0, 8.0, 12.0, 18.0])  # where the curves are nearly flat, and not quite
FAR = np.array([15.0, 40.0, 100.0, 500.0, 709.5, 710.5, 745.5, 800.0, 1000.0])


@core("relu", points=0.5)
def test_relu_zeroes_what_is_negative(student, remote, draw):
    """What is positive stays, what is negative becomes 0, entry by entry."""
    _check_values(student, remote, "relu", _vectors(draw))


@criterion("relu", points=0.5)
def test_relu_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays of any shape keep it, up to ±1000, and z is not modified."""
    _check_thoroughly(student, remote, "relu", [*_every_shape(draw), *_far_away(), NEAR])


@core("sigmoid", points=1)
def test_sigmoid_rises_from_zero_to_one(student, remote, draw):
    """The values for moderate z are those of the logistic function, entry by entry."""
    _check_values(student, remote, "sigmoid", _vectors(draw))


@criterion("sigmoid", points=0.5)
def test_sigmoid_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays of any shape keep it, and z is not modified."""
    _check_thoroughly(student, remote, "sigmoid", [*_every_shape(draw), NEAR])
    _check_digits(student, remote, "sigmoid", draw.uniform(-4, 4, 20))


@criterion("sigmoid", points=0.5)
def test_sigmoid_is_right_and_silent_far_from_zero(student, remote):
    """Right for |z| up to 1000, without NaN, overflow or invalid-value warning."""
    for side, z in (("left", -FAR), ("right", FAR)):
        student.observe(f"sigmoid warns on the {side}", bool(student.sigmoid.ask(z).warnings))
    _check_thoroughly(student, remote, "sigmoid", _far_away())


@core("tanh", points=0.5)
def test_tanh_rises_from_minus_one_to_one(student, remote, draw):
    """The values for moderate z are those of the hyperbolic tangent, entry by entry."""
    _check_values(student, remote, "tanh", _vectors(draw))


@criterion("tanh", points=0.5)
def test_tanh_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays of any shape keep it, silently up to ±1000, and z is not modified."""
    _check_thoroughly(student, remote, "tanh", [*_every_shape(draw), *_far_away(), NEAR])
    _check_digits(student, remote, "tanh", draw.uniform(-4, 4, 20))


@core("relu_derivative", points=0.5)
def test_slope_of_relu_is_zero_or_one(student, remote, draw):
    """The slope of relu is 0 for negative z and 1 for positive z, entry by entry."""
    inputs = [*_vectors(draw, with_zero=False), np.array([-0.03, 0.03])]
    _check_values(student, remote, "relu_derivative", inputs)


@criterion("relu_derivative", points=0.5)
def test_slope_of_relu_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays keep their shape, from near 0 up to ±1000, and z is not modified."""
    near = np.array([-1e-3, 1e-3, -1e-9, 1e-9])
    inputs = [*_every_shape(draw, with_zero=False), *_far_away(), near]
    _check_thoroughly(student, remote, "relu_derivative", inputs)


@core("sigmoid_derivative", points=1)
def test_slope_of_sigmoid_at_z(student, remote, draw):
    """The slope of sigmoid is taken at z, entry by entry."""
    _check_values(student, remote, "sigmoid_derivative", _vectors(draw))
    _check_digits(student, remote, "sigmoid_derivative", draw.uniform(-4, 4, 20))


@criterion("sigmoid_derivative", points=0.5)
def test_slope_of_sigmoid_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays of any shape keep it, silently up to ±1000, and z is not modified."""
    _check_thoroughly(student, remote, "sigmoid_derivative", _every_shape(draw) + _far_away())


@core("tanh_derivative", points=1)
def test_slope_of_tanh_at_z(student, remote, draw):
    """The slope of tanh is taken at z, entry by entry."""
    _check_values(student, remote, "tanh_derivative", _vectors(draw))
    _check_digits(student, remote, "tanh_derivative", draw.uniform(-4, 4, 20))


@criterion("tanh_derivative", points=0.5)
def test_slope_of_tanh_takes_numbers_and_any_shape(student, remote, draw):
    """Numbers and arrays of any shape keep it, silently up to ±1000, and z is not modified."""
    _check_thoroughly(student, remote, "tanh_derivative", _every_shape(draw) + _far_away())


@core("collapse", points=1)
def test_one_layer_does_the_work_of_two(student, draw):
    """The layer (W, b) gives what layer 1 and then layer 2 give, for any batch."""
    for d, h, o in ((2, 2, 2), (3, 4, 2), (2, 3, 5), (3, 4, 2)):
        layers = _two_layers(draw, d, h, o)
        _check_pair(student.collapse(*layers), layers)


@criterion("collapse", points=0.5)
def test_collapse_keeps_dimensions_of_one(student, draw):
    """One input, one hidden neuron or one output: W keeps two dimensions and b keeps one."""
    for d, h, o in ((1, 1, 1), (3, 1, 2), (1, 3, 2), (2, 3, 1)):
        layers = _two_layers(draw, d, h, o)
        _check_pair(student.collapse(*layers), layers)


@criterion("collapse", points=0.5)
def test_collapse_leaves_both_layers_alone(student, draw):
    """Called by its arguments' names, it modifies none of them; W and b are arrays."""
    for d, h, o in ((2, 2, 2), (3, 4, 2)):
        answer = student.collapse.ask(**dict(zip(LAYERS, _two_layers(draw, d, h, o), strict=True)))
        assert_unchanged(answer)
        for part, shape in zip(unpack(answer.value, "W", "b"), ((o, d), (o,)), strict=True):
            assert_array(part, shape)


def _relu(z):
    return np.where(np.asarray(z) > 0, z, 0.0)


def _sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -np.asarray(z)))


def _tanh(z):
    return -np.sign(z) * np.expm1(-2 * np.abs(z)) / (1 + np.exp(-2 * np.abs(z)))


def _relu_derivative(z):
    return (np.sign(z) + 1) / 2


def _sigmoid_derivative(z):
    return _sigmoid(z) * _sigmoid(-np.asarray(z))


def _tanh_derivative(z):
    return 4 * _sigmoid_derivative(2 * np.asarray(z))


EXPECTED = {
    "relu": _relu,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu_derivative": _relu_derivative,
    "sigmoid_derivative": _sigmoid_derivative,
    "tanh_derivative": _tanh_derivative,
}
# How an exercise may be written with another one f of the student's own.
ROADS = {
    "relu": [
        ("relu_derivative", lambda f, z: z * f(z)),
        ("relu_derivative", lambda f, z: np.where(f(z), z, 0.0)),
    ],
    "sigmoid": [("tanh", lambda f, z: (1 + f(z / 2)) / 2)],
    "tanh": [
        ("sigmoid", lambda f, z: 2 * f(2 * z) - 1),
        ("sigmoid", lambda f, z: 1 - 2 * f(-2 * z)),
        ("sigmoid", lambda f, z: f(2 * z) - f(-2 * z)),
    ],
    "relu_derivative": [
        ("relu", lambda f, z: f(z) > 0),
        ("relu", lambda f, z: f(z) != 0),
        ("relu", lambda f, z: f(z) == z),
        ("relu", lambda f, z: np.sign(f(z))),
        ("relu", lambda f, z: f(z) / z),
        ("relu", lambda f, z: f(np.sign(z))),
    ],
    "sigmoid_derivative": [
        ("sigmoid", lambda f, z: _slope_of_sigmoid_from(f(z))),
        ("sigmoid", lambda f, z: f(z) * (1 - f(z))),
        ("sigmoid", lambda f, z: (1 - f(z)) * f(z)),
        ("sigmoid", lambda f, z: f(z) * f(-z)),
        ("tanh", lambda f, z: (1 - f(z / 2) ** 2) / 4),
        ("tanh_derivative", lambda f, z: f(z / 2) / 4),
    ],
    "tanh_derivative": [
        ("tanh", lambda f, z: 1 - f(z) ** 2),
        ("tanh", lambda f, z: 1 - f(z) * f(z)),
        ("tanh", lambda f, z: (1 - f(z)) * (1 + f(z))),
        ("sigmoid", lambda f, z: 4 * _slope_of_sigmoid_from(f(2 * z))),
        ("sigmoid", lambda f, z: 4 * f(2 * z) * f(-2 * z)),
        ("sigmoid_derivative", lambda f, z: 4 * f(2 * z)),
    ],
}


def _slope_of_sigmoid_from(s):
    return s * (1 - s)


def _vectors(draw, with_zero=True):
    """Moderate values on both sides, away from kinks; the first ones below 1."""
    sizes = ((2, 0.9), (3, 4.0), (8, 4.0))
    vectors = [draw.uniform(0.3, high, n) * np.sign(np.arange(n) - 0.7) for n, high in sizes]
    return [*vectors, np.zeros(2)] if with_zero else vectors


def _every_shape(draw, with_zero=True):
    """Floats, and arrays from shape () to three dimensions, with both signs."""
    floats = [sign * float(draw.uniform(0.3, 4.0)) for sign in (1.0, -1.0)]
    arrays = [draw.uniform(0.3, 4.0, *shape) for shape in ((), (1,), (3, 1), (2, 3, 4))]
    signed = [np.asarray(sign * array) for array in arrays for sign in (1.0, -1.0)]
    return [*floats, *signed, *([0.0, np.array(0.0)] if with_zero else [])]


def _far_away():
    far = [-1000.0, 1000.0]
    return [*far, *map(np.array, far), -BENDING, BENDING, -FAR, FAR, np.stack([-FAR, FAR])]


def _check_values(student, remote, name, inputs):
    for z in inputs:
        assert_close(
            getattr(student, name)(z),
            EXPECTED[name](z),
            also=_from_own(student, remote, name, z),
        )


def _check_digits(student, remote, name, z):
    """Hold more digits than differences give, save where a called exercise has fewer itself.

    It may have been called with z, or with what ROADS makes of z.
    """
    got = getattr(student, name)(z)
    exact = _is_exact(got, EXPECTED[name](z))
    also = [partial(_is_rough, *call) for call in _calls_within(student, name, z)]
    also += [partial(_leads_to, got, road) for road in _from_own(student, remote, name, z)]
    student.observe("exact", exact)
    require(exact, ROUGH, also=also, name=name)


def _is_rough(name, ask, z):
    """Whether an exercise has fewer digits itself."""
    return not _is_exact(ask(z).value, EXPECTED[name](z))


def _leads_to(got, road):
    """Whether a way through the student's own exercises gives the same."""
    return _is_exact(got, road())


def _is_exact(got, expected):
    return np.allclose(got, expected, rtol=1e-11, atol=1e-12)


def _check_thoroughly(student, remote, name, inputs):
    """Hold value, type, purity and silence, save where a called exercise is to blame."""
    _check_own_array(student, remote, name)
    for z in inputs:
        answer = getattr(student, name).ask(z)
        assert_unchanged(answer, also=_blame(student, name, z))
        assert_close(answer, EXPECTED[name](z), also=_from_own(student, remote, name, z))
        if np.ndim(z) and answer.error is None:
            assert_array(answer.value)
        assert_silent(answer, also=_blame(student, name, z))


def _check_own_array(student, remote, name):
    """Hold that an answer stays what it is while the next one is worked out."""
    called = [each for each, _ in ROADS[name] if student.uses(name, each)]
    also = [partial(_overwrites, student, remote, each) for each in called]
    require(not _overwrites(student, remote, name), REUSED, also=also)


def _overwrites(student, remote, name):
    first = getattr(student, name).keep(np.array([1.0, 2.0]))
    before = remote.numpy.array(first)
    getattr(student, name).keep(np.array([3.0, -4.0]))
    return not np.array_equal(remote.numpy.array(first), before)


def _blame(student, name, z):
    """Calls of the exercises that this one uses, on what it may call them with."""
    return [partial(ask, at) for _, ask, at in _calls_within(student, name, z)]


def _calls_within(student, name, z):
    """Names of the exercises that this one uses, how to ask them, and what for."""
    used = dict.fromkeys(called for called, _ in ROADS[name] if student.uses(name, called))
    arguments = (z, -z, 2 * z, z / 2)
    return [(called, getattr(student, called).ask, at) for called in used for at in arguments]


def _from_own(student, remote, name, z):
    """What this exercise may answer where it uses others of the student's own."""
    roads = [(called, road) for called, road in ROADS[name] if student.uses(name, called)]
    return [partial(_take, road, remote, getattr(student, called), z) for called, road in roads]


def _take(road, remote, own, z):
    """Follow a road as if `own` were called here: it may change its array, and may return it."""

    def f(values):
        if not isinstance(values, np.ndarray):
            return np.asarray(own(values))
        kept = remote.numpy.array.keep(values)
        answer = own.keep(kept)
        values[...] = remote.numpy.array(kept)
        same = remote.operator.is_(answer, kept)
        return values if same else np.asarray(remote.numpy.array(answer))

    return road(f, np.array(z) if isinstance(z, np.ndarray) else z)


def _two_layers(draw, d, h, o):
    return draw.normal(h, d), draw.normal(h), draw.normal(o, h), draw.normal(o)


def _check_pair(got, layers):
    """Compare with what the two layers do to no input at all, and to each input alone."""
    W1, b1, W2, b2 = layers
    W, b = unpack(got, "W", "b")
    inputs = np.vstack([np.zeros(W1.shape[1]), np.eye(W1.shape[1])])
    outputs = (inputs @ W1.T + b1) @ W2.T + b2
    assert_close(W, (outputs[1:] - outputs[0]).T, of="W")
    assert_close(b, outputs[0], of="b")

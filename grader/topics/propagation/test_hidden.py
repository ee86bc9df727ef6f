"""Hidden suite of the topic propagation."""

from functools import partial

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_raises,
    assert_scalar,
    assert_unchanged,
    core,
    criterion,
    either,
    require,
)

NAMES = ("W1", "b1", "W2", "b2")

# Gradients by the chain rule are this exact; finite differences are not.
RTOL, ATOL = 1e-10, 1e-12
PARAMS_CHANGED = "It changes its argument params, which belongs to the caller."
CHANGED_BY_CACHE = (
    "backward changes {name}, which forward was called with: the cache leads to the caller's own "
    "array."
)
ROUGH = (
    "{name} is right to some digits only. Finite differences are that rough, and so is float32; "
    "the chain rule in float64 is exact to rounding."
)


def make_network(draw, d, h, o):
    """Parameters drawn at random for d inputs, h hidden neurons and o outputs."""
    return {
        "W1": draw.normal(h, d),
        "b1": draw.normal(h),
        "W2": draw.normal(o, h),
        "b2": draw.normal(o),
    }


def make_saturated_network(draw):
    """A network with neurons at both limits and two ordinary ones, and a batch for it."""
    params = make_network(draw, 3, 4, 2)
    params["b1"][:2] = 1000.0, -1000.0
    return params, draw.normal(5, 3)


def predictions(params, X):
    """What the network answers, for real and for complex parameters."""
    hidden = np.tanh(np.einsum("nd,hd->nh", X, params["W1"]) + params["b1"])
    return np.einsum("nh,oh->no", hidden, params["W2"]) + params["b2"]


def slopes(params, X, Y):
    """How the loss changes along each entry of each parameter."""
    return slopes_along(params, X, 2 * (predictions(params, X) - Y) / Y.size)


def slopes_along(params, X, factors):
    """How the sum of the weighted predictions changes, by an exact complex step."""
    result = {name: np.empty(params[name].shape) for name in NAMES}
    for name in NAMES:
        for index in np.ndindex(params[name].shape):
            moved = params[name].astype(complex)
            moved[index] += 1e-30j
            change = predictions({**params, name: moved}, X).imag / 1e-30
            result[name][index] = np.sum(factors * change)
    return result


def hidden_errors(params, X, Y):
    """How the loss changes with what goes into each tanh, one sample per row."""
    factors = 2 * (predictions(params, X) - Y) / Y.size
    rows = zip(X[:, None, :], factors[:, None, :], strict=True)
    return np.array([slopes_along(params, x, weights)["b1"] for x, weights in rows])


def run_forward(student, remote, params, X):
    """What forward returns: the predictions as data, the cache left where it is."""
    pair = student.forward.keep(params, X)
    length = remote.builtins.len.ask(pair)
    require(length.value == 2, "forward should return two things: the predictions and a cache.")
    return remote.operator.getitem(pair, 0), remote.operator.getitem.keep(pair, 1)


def is_right(got, expected):
    """Whether the student's own forward answers rightly for what backward is about to get."""
    fits = isinstance(got, np.ndarray) and got.shape == expected.shape
    return bool(fits and np.allclose(got, expected))


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
        atol = ATOL * max(1.0, np.abs(expected[name]).max())
        exact = np.allclose(gradients[name], expected[name], rtol=RTOL, atol=atol)
        require(exact, ROUGH, name=name)


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


@core("forward", points=1.5)
def test_bends_hidden_layer_and_not_the_output(student, remote, draw):
    """The hidden layer has a tanh, the output has none; both have their bias."""
    for n, d, h, o in ((3, 2, 2, 2), (3, 2, 4, 5), (5, 3, 2, 4), (20, 7, 6, 3), (3, 2, 4, 5)):
        check_forward(student, remote, make_network(draw, d, h, o), draw.normal(n, d))


@criterion("forward", points=0.5)
def test_predicts_for_one_sample(student, remote, draw):
    """A batch of one sample gives predictions of shape (1, o)."""
    for d, h, o in ((3, 4, 2), (2, 3, 5), (3, 4, 1), (1, 1, 1)):
        Y_hat = check_forward(student, remote, make_network(draw, d, h, o), draw.normal(1, d))
        assert_array(Y_hat, (1, o))


@criterion("forward", points=0.5)
def test_predicts_with_one_neuron(student, remote, draw):
    """One input, one hidden neuron and one output keep predictions of shape (n, o)."""
    for n, d, h, o in ((5, 1, 4, 2), (5, 3, 1, 2), (5, 3, 4, 1), (4, 1, 1, 1)):
        Y_hat = check_forward(student, remote, make_network(draw, d, h, o), draw.normal(n, d))
        assert_array(Y_hat, (n, o))


@criterion("forward", points=0.5)
def test_stays_finite_where_neurons_saturate(student, remote, draw):
    """Hidden neurons whose sums are near 1000 or -1000 are at their limits, not NaN."""
    params, X = make_saturated_network(draw)
    check_forward(student, remote, params, X)


@criterion("forward", points=0.5, derived=True)
def test_forward_leaves_network_and_batch_alone(student, remote, draw):
    """Called by its arguments' names, it modifies neither X nor params, nor adds keys."""
    given = remote.builtins.dict.keep(make_network(draw, 2, 3, 2))
    student.forward.keep(given, draw.normal(2, 2))
    student.observe("keys added by forward", len(remote.builtins.dict(given)) > len(NAMES))
    for n, d, h, o in ((2, 2, 3, 2), (5, 3, 4, 2)):
        answer = student.forward.ask(params=make_network(draw, d, h, o), X=draw.normal(n, d))
        student.observe("changed by forward", list(answer.changed))
        assert_unchanged(answer)


@core("mse", points=1)
def test_averages_over_every_entry(student, draw):
    """The squared differences are averaged over samples and outputs."""
    for shape, scale in (((3, 2), 1.0), ((4, 3), 1.0), ((2, 7), 1.0), ((4, 3), 1.0), ((3, 2), 1e4)):
        Y_hat, Y = draw.normal(*shape), scale * draw.normal(*shape)
        assert_close(student.mse(Y_hat, Y), np.linalg.norm(Y_hat - Y) ** 2 / Y.size)


@criterion("mse", points=0.5)
def test_refuses_different_shapes(student, draw):
    """Different shapes raise ValueError, those that NumPy would broadcast included."""
    for first, second in (
        ((2, 2), (1, 2)),
        ((2, 1), (2, 2)),
        ((2, 1), (1, 2)),
        ((2, 1), (2,)),
        ((3,), (3, 1)),
        ((2, 2), (2,)),
        ((2, 3), (3, 2)),
        ((5, 2), (4, 2)),
        ((3, 2), (1, 1)),
        ((1, 1), (3, 2)),
    ):
        assert_raises("ValueError", student.mse, draw.normal(*first), draw.normal(*second))


@criterion("mse", points=0.5)
def test_gives_one_number_and_leaves_arrays_alone(student, draw):
    """Called by its arguments' names, it gives one number, and modifies nothing."""
    for shape in ((1, 1), (1, 3), (4, 1), (3, 2)):
        Y_hat, Y = draw.normal(*shape), draw.normal(*shape)
        answer = student.mse.ask(Y_hat=Y_hat, Y=Y)
        assert_unchanged(answer)
        assert_scalar(answer.value)
        assert_close(answer.value, np.linalg.norm(Y_hat - Y) ** 2 / Y.size)


@core("backward", points=3, continues=("forward",))
def test_gives_the_slopes_of_the_loss(student, remote, draw):
    """Each gradient says how the loss changes with its parameter."""
    for n, d, h, o in ((3, 2, 2, 2), (5, 3, 4, 2), (4, 2, 5, 3), (2, 4, 3, 5), (5, 3, 4, 2)):
        params, X, Y = make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o)
        check_slopes(student, remote, params, X, Y)
    params, X, Y = make_network(draw, 3, 4, 2), draw.normal(5, 3), draw.normal(5, 2)
    check_slopes(student, remote, params, X, 1e4 * Y)


@criterion("backward", points=1, continues=("forward",))
def test_keeps_shapes_where_a_size_is_one(student, remote, draw):
    """One sample, one input, one hidden neuron and one output keep all shapes."""
    for n, d, h, o in ((1, 3, 4, 2), (5, 1, 4, 2), (5, 3, 1, 2), (5, 3, 4, 1), (1, 1, 1, 1)):
        params, X, Y = make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o)
        check_backward(student, remote, params, X, Y)


@criterion("backward", points=0.5, continues=("forward",))
def test_gives_one_array_per_parameter(student, remote, draw):
    """The dict has the keys of params, no more, and holds arrays of the parameters' shapes."""
    params, X, Y = make_network(draw, 3, 4, 2), draw.normal(5, 3), draw.normal(5, 2)

    def check(given, cache):
        gradients = student.backward(given, cache, Y)
        require(isinstance(gradients, dict), "backward should return a dict of gradients.")
        keys = list(gradients)
        require(
            len(keys) == len(NAMES) and all(name in keys for name in NAMES),
            "The keys of the gradients are {keys}, and should be those of params.",
            keys=keys,
        )
        for name in NAMES:
            assert_array(gradients[name], params[name].shape)

    after_forward(student, remote, params, X, check)


@criterion("backward", points=0.5, continues=("forward",))
def test_backward_leaves_network_and_targets_alone(student, remote, draw):
    """Called by its arguments' names, it modifies neither params nor Y."""
    for n, d, h, o in ((2, 2, 3, 2), (5, 3, 4, 2)):
        params, X, Y = make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o)
        own = {
            "forward": partial(student.forward.ask, params, X),
            "mse": partial(student.mse.ask, Y + 1.0, Y),
        }
        also = [ask for name, ask in own.items() if student.uses("backward", name)]

        def check(given, cache, Y=Y, also=also):
            before = remote.builtins.dict(given)
            answer = student.backward.ask(params=given, cache=cache, Y=Y)
            assert_unchanged(answer, except_for=("cache",), also=also)
            now = remote.builtins.dict(given)
            same = all(np.array_equal(now.get(name), before.get(name)) for name in NAMES)
            require(same and now.keys() == before.keys(), PARAMS_CHANGED)

        after_forward(student, remote, params, X, check)
        check_callers_arrays(student, remote, params, X, Y)


@criterion("backward", points=0.5, continues=("forward",))
def test_keeps_two_passes_apart(student, remote, draw):
    """Three forward passes, then their backward passes: each has gradients of its own."""
    batches = [
        (make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o))
        for n, d, h, o in ((5, 3, 4, 2), (3, 2, 5, 4), (5, 3, 4, 2))
    ]

    def hold(batches):
        alone = []
        for params, X, Y in batches:
            _, cache = run_forward(student, remote, params, X)
            alone.append(complete(student.backward(params, cache, Y)))
        caches = [run_forward(student, remote, params, X)[1] for params, X, _ in batches]
        gradients = [
            student.backward.keep(params, cache, Y)
            for (params, _, Y), cache in zip(batches, caches, strict=True)
        ]
        for each, expected in zip(gradients, alone, strict=True):
            check_gradients(remote.builtins.dict(each), expected)

    keep = remote.builtins.dict.keep
    either(
        lambda: hold(batches),
        lambda: hold([(keep(params), X, Y) for params, X, Y in batches]),
    )


@criterion("backward", points=0.5, continues=("forward",))
def test_stops_at_saturated_neurons(student, remote, draw):
    """Hidden neurons whose sums are near 1000 or -1000 pass no error on, and no NaN."""
    params, X = make_saturated_network(draw)
    check_backward(student, remote, params, X, draw.normal(len(X), len(params["b2"])))


@core("numerical_gradient", points=1)
def test_looks_one_step_to_either_side(student, remote, draw):
    """Central differences with the step that is asked for, entry by entry."""
    for size, eps in ((2, 0.5), (4, 0.1), (7, 0.25), (4, 0.1)):
        weights, theta = draw.normal(size), draw.normal(size)
        f = remote.probes.WeightedCubes(weights, 0.0)
        assert_close(student.numerical_gradient(f, theta, eps), weights * (3 * theta**2 + eps**2))


def check_put_back(remote, theta, before):
    """Hold that theta, in the worker, is as it was before, up to rounding."""
    after = remote.numpy.array(theta)
    as_before = np.allclose(after, before, rtol=1e-12, atol=1e-12)
    require(as_before, "It leaves theta at {after}.", after=after)


@criterion("numerical_gradient", points=0.5)
def test_takes_any_shape(student, remote, draw):
    """Arrays of shape (), (1,) or of more dimensions get gradients of their shape, and stay."""
    for shape in ((), (1,), (2, 3), (3, 1), (2, 3, 2)):
        weights, theta = draw.normal(*shape), draw.normal(*shape)
        f = remote.probes.WeightedCubes(weights, 0.0)
        place = remote.numpy.array.keep(theta)
        gradient = student.numerical_gradient(f, place, eps=0.1)
        assert_close(gradient, weights * (3 * theta**2 + 0.01))
        check_put_back(remote, place, theta)
        require(isinstance(gradient, np.ndarray) or shape == (), "It should give a NumPy array.")


@criterion("numerical_gradient", points=0.5)
def test_puts_every_entry_back(student, remote, draw):
    """The other entries stay in place, and theta is as before in the end, up to rounding."""
    for size in (2, 5):
        weights, before = draw.normal(size), draw.normal(size)
        f = remote.probes.WeightedCubes(weights, 1.0)
        theta = remote.numpy.array.keep(before)
        expected = weights * (3 * before**2 + 0.01 + 2 * np.sum(weights * before))
        assert_close(student.numerical_gradient(f=f, theta=theta, eps=0.1), expected)
        check_put_back(remote, theta, before)


@criterion("numerical_gradient", points=0.5)
def test_steps_a_millionth_by_default(student, remote, draw):
    """Without eps the step is 1e-6."""
    frequency, eps, theta = 1e6, 1e-6, draw.normal(3)
    f = remote.probes.SumOfWaves(frequency)
    expected = np.cos(frequency * theta) * np.sin(frequency * eps) / eps
    assert_close(student.numerical_gradient(f, theta), expected, rtol=1e-6, atol=1.0)

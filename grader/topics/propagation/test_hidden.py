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
from grader.topics.propagation.networks import (
    NAMES,
    make_network,
    make_saturated_network,
)
from grader.topics.propagation.passes import (
    after_forward,
    check_backward,
    check_callers_arrays,
    check_forward,
    check_gradients,
    check_slopes,
    complete,
    run_forward,
)

PARAMS_CHANGED = "It changes its argument params, which belongs to the caller."


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

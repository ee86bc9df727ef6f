"""Hidden suite of the topic tensors."""

from itertools import product

import numpy as np
import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_int,
    assert_tensor,
    assert_unchanged,
    core,
    criterion,
    either,
    require,
    unpack,
)

FLOATS = (torch.float32, torch.float64)
CONSTANT = 1e3  # added to a function: its gradient stays, differences of its values lose digits


@core("to_tensor", points=0.5)
def test_keeps_values_and_rank(student, draw):
    """Numbers, nested lists and arrays keep their values, their shape and their rank."""
    lists = (
        [1.5],
        [3, -1],
        [[1, 2], [3, 4]],
        [[1, 2], [3, 4], [5, 6]],
        [[[0.5, 1.0]], [[2.0, -4.0]]],
    )
    for data in (-2.5, 7, *lists):
        assert_close(student.to_tensor(data), np.asarray(data, dtype=np.float32))
    for shape in ((), (1,), (4,), (3, 2), (1, 5), (2, 1, 3)):
        array = draw.normal(*shape)
        assert_close(student.to_tensor(array), array.astype(np.float32))


@criterion("to_tensor", points=0.5)
def test_always_makes_float32(student, draw):
    """The tensor is float32, whatever type the numbers have."""
    for data in (3, -1.5, [1, 2], [1.0, 2.0], [[1, 2, 3]]):
        assert_tensor(student.to_tensor(data), np.shape(data), torch.float32)
    array = 9 * draw.normal(3, 2)
    for dtype in (np.float64, np.float32, np.int64, np.int32):
        assert_tensor(student.to_tensor(array.astype(dtype)), (3, 2), torch.float32)


@criterion("to_tensor", points=0.5)
def test_shares_no_memory_with_its_source(student, remote, draw):
    """The tensor keeps its values when the array changes later; making it changes nothing."""
    floats = ((np.float32, shape) for shape in ((), (3,), (2, 4), (2, 1, 3)))
    for dtype, shape in (*floats, (np.float64, (3,))):
        array = draw.normal(*shape).astype(dtype)
        follows = remote.probes.follows_its_source(student.to_tensor, array)
        require(follows is False, "When the array is changed later, the tensor changes with it.")
        assert_unchanged(student.to_tensor.ask(data=array))
    assert_unchanged(student.to_tensor.ask([[1.0, 2.0], [3.0, 4.0]]))


@core("describe", points=0.5)
def test_tells_rank_shape_and_number_of_elements(student, draw):
    """Rank, shape and number of elements are right, in this order."""
    shapes = ((3,), (2, 3), (4, 1), (1, 5), (4, 2, 3), (2, 1, 3, 2))
    whole = (torch.zeros(shape, dtype=torch.int64) for shape in ((3,), (2, 5)))
    for t in (*(draw.tensor(*shape) for shape in shapes), *whole):
        rank, sides, count = unpack(student.describe(t), "rank", "shape", "count")
        assert_close(rank, t.dim(), of="rank")
        assert_close(sides, np.array(t.shape), of="shape")
        assert_close(count, t.numel(), of="count")


@criterion("describe", points=0.5)
def test_describes_every_tensor_with_a_tuple(student, remote, draw):
    """Rank and count are ints, the shape is a tuple: 0, 1 and () for a single number."""
    for shape, count in (((), 1), ((4,), 4), ((2, 5), 10), ((3, 1), 3), ((0, 3), 0)):
        t = draw.tensor(*shape).reshape(shape)
        answer = student.describe.ask(t=t)
        assert_unchanged(answer)
        got_rank, got_shape, got_count = unpack(answer.value, "rank", "shape", "count")
        student.observe("shape is a tuple", isinstance(got_shape, tuple))
        assert_equal(got_shape, shape)
        for name, got, wanted in (("rank", got_rank, len(shape)), ("count", got_count, count)):
            assert_int(got, of=name)
            assert_close(got, wanted, of=name)
    part = remote.torch.narrow.keep(draw.tensor(4, 6), 1, 1, 2)
    count = unpack(student.describe(part), "rank", "shape", "count")[2]
    require(
        count == 8,
        "A part of shape (4, 2), cut out of a larger tensor, has 8 elements; it counts {count}.",
        count=count,
    )


@core("affine", points=0.5)
def test_answers_for_each_sample_and_neuron(student, draw):
    """Row i, column j is what neuron j answers for sample i."""
    for n, m, d in ((2, 2, 2), (2, 3, 4), (4, 2, 3), (3, 3, 5), (7, 5, 6), (2, 3, 4)):
        X, W, b = draw.tensor(n, d), draw.tensor(m, d), draw.tensor(m)
        assert_close(student.affine(X, W, b), _answers(X, W, b))
    assert_close(student.affine(X, W, b + 1.0), _answers(X, W, b + 1.0))


@criterion("affine", points=0.5)
def test_keeps_dimensions_and_type(student, draw):
    """Called by names, it gives a matrix of the inputs' type, for one sample or neuron too."""
    for n, m, d in ((1, 1, 1), (1, 3, 2), (3, 1, 2), (1, 1, 4), (4, 2, 1)):
        for dtype in (torch.float32, torch.float64):
            arrays = [draw.tensor(*shape).to(dtype) for shape in ((n, d), (m, d), (m,))]
            answer = student.affine.ask(**dict(zip("XWb", arrays, strict=True)))
            assert_unchanged(answer)
            assert_tensor(answer.value, (n, m), dtype)
            assert_close(answer.value, _answers(*arrays))


@criterion("affine", points=0.5)
def test_lets_gradients_reach_all_inputs(student, remote, draw):
    """Gradients reach X, W and b."""
    for n, m, d in ((2, 3, 4), (5, 2, 3)):
        X, W, b, G = draw.tensor(n, d), draw.tensor(m, d), draw.tensor(m), draw.tensor(n, m)
        reached = remote.probes.gradients_reaching(student.affine, [X, W, b], G)
        expected = G.numpy() @ W.numpy(), G.numpy().T @ X.numpy(), G.numpy().sum(axis=0)
        for name, got, wanted in zip("XWb", reached, expected, strict=True):
            require(got is not None, "No gradient reaches {name}.", name=name)
            assert_close(got, wanted)


@core("standardize", points=1)
def test_gives_each_column_mean_zero_and_deviation_one(student, remote, draw):
    """Each column gets mean 0 and standard deviation 1."""
    columns = [_columns(draw, n, d) for n, d in ((2, 1), (3, 2), (4, 4), (6, 3), (40, 5))]

    def check(standardize):
        for X, Z in columns:
            assert_close(standardize(X), Z, rtol=1e-3, atol=1e-3)

    _judge_standardize(student, remote, check)


@criterion("standardize", points=0.5)
def test_turns_constant_columns_into_zeros(student, remote, draw):
    """A constant column becomes zeros, beside others or alone; so does all of one sample."""
    alike_at_its_ends = torch.tensor([[2.0], [1.0], [3.0], [2.0]])
    around_zero = torch.tensor([[2.0], [-1.0], [1.0], [-2.0]])
    X, Z = _columns(draw, 4, 5)
    for column, value in ((0, 0.0), (2, 2.0), (3, -4.0)):
        X[:, column], Z[:, column] = value, 0.0
    X[:, 1], Z[:, 1] = (
        torch.tensor([3.0, 3.0, 3.0, 7.0]),
        np.array([-1.0, -1.0, -1.0, 3.0]) / 3**0.5,
    )

    def check(standardize):
        for (n, d), dtype in product(((1, 1), (1, 3), (2, 1), (4, 2)), FLOATS):
            answer = standardize.ask(X=torch.full((n, d), 2.0, dtype=dtype))
            assert_unchanged(answer)
            assert_close(answer.value, np.zeros((n, d)), atol=1e-5)
            assert_tensor(answer.value, (n, d), dtype)
        expected = np.sqrt(2) * (alike_at_its_ends - 2).numpy()
        assert_close(standardize(alike_at_its_ends), expected, rtol=1e-3, atol=1e-3)
        expected = np.sqrt(0.4) * around_zero.numpy()
        assert_close(standardize(around_zero), expected, rtol=1e-3, atol=1e-3)
        answer = standardize.ask(X)
        assert_unchanged(answer)
        assert_close(answer.value, Z, rtol=1e-3, atol=1e-3)

    _judge_standardize(student, remote, check)


@criterion("standardize", points=0.5)
def test_makes_a_new_tensor_of_the_same_type(student, remote, draw):
    """X stays as it is, and the result is a tensor of its type."""
    tables = [_columns(draw, n, d)[0] for n, d in ((2, 1), (5, 3))]

    def check(standardize):
        for X, dtype in product(tables, FLOATS):
            answer = standardize.ask(X=X.to(dtype))
            assert_unchanged(answer)
            assert_tensor(answer.value, X.shape, dtype)

    _judge_standardize(student, remote, check)


@core("gradient_at", points=1)
def test_gives_the_gradient(student, remote, draw):
    """The gradient of f is right, to the last digits, for tensors of any rank."""
    for shape in ((), (1,), (3,), (2, 3), (2, 1, 4)):
        x, size = draw.tensor(*shape).reshape(shape), int(np.prod(shape))
        A, weights = draw.tensor(size, size), draw.tensor(*shape).reshape(shape)
        form = remote.probes.QuadraticForm(A)
        assert_close(student.gradient_at(form, x), _slope_of_form(A, x))
        cubes = remote.probes.WeightedPowers(weights, 3, CONSTANT)
        assert_close(student.gradient_at(cubes, x), (3 * weights * x**2).numpy())


@criterion("gradient_at", points=0.5)
def test_leaves_no_trace_on_x(student, remote, draw):
    """x.requires_grad and x.grad stay as they were, and an old x.grad does not matter."""
    for history, shape, has_old in (
        ("plain", (2,), False),
        ("leaf", (3,), False),
        ("leaf", (2, 3), True),
        ("computed", (4,), False),
    ):
        x, weights = draw.tensor(*shape), draw.tensor(*shape)
        old = draw.tensor(*shape) if has_old else None
        f = remote.probes.WeightedPowers(weights, 3)
        after = remote.probes.traces_on(student.gradient_at, f, x, history, old)
        assert_close(after["answer"], (3 * weights * x**2).numpy())
        _require_as_before(after, x, history != "plain", old)


@criterion("gradient_at", points=0.5)
def test_gives_a_detached_tensor_like_x(student, remote, draw):
    """The gradient has the shape and type of x, and is detached."""
    for dtype in (torch.float32, torch.float64):
        for history, shape in (
            ("plain", ()),
            ("plain", (2, 3)),
            ("leaf", (3,)),
            ("computed", (2,)),
        ):
            x = draw.tensor(*shape).reshape(shape).to(dtype)
            f = remote.probes.WeightedPowers(torch.ones(shape, dtype=dtype), 3)
            got = remote.probes.traces_on(student.gradient_at, f, x, history)["answer"]
            assert_tensor(got, shape, dtype)
            require(not got.requires_grad, "The gradient still asks for gradients itself.")
        A, x = draw.tensor(3, 3).to(dtype), draw.tensor(3).to(dtype) / 3
        got = student.gradient_at(remote.probes.QuadraticForm(A), x)
        assert_close(got, ((A + A.T) @ x).numpy())
    f, x = remote.probes.WeightedPowers(torch.ones(3), 3), draw.tensor(3)
    assert_close(student.gradient_at(f=f, x=x), (3 * x**2).numpy())


def _judge_standardize(student, remote, check):
    """Hold a check against standardize; where it calls affine, with torch's own in its place."""

    def check_with_linear():
        require(student.uses("standardize", "affine"), "standardize does not call affine.")
        linear = remote.probes.by_position(remote.torch.nn.functional.linear, ["X", "W", "b"])
        check(remote.probes.with_another(student.standardize, student.affine, linear))

    either(lambda: check(student.standardize), check_with_linear)


def _answers(X, W, b):
    """What each neuron answers for each sample."""
    products = X.numpy()[:, None, :] * W.numpy()[None, :, :]
    return products.sum(axis=2) + b.numpy()


def _columns(draw, n, d):
    """Columns of all scales, beginning with the smallest, and what they are once standardized."""
    Z = draw.normal(n, d)
    Z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    scales = np.concatenate([[0.12], draw.uniform(0.5, 5.0, d - 1)])
    X = draw.uniform(-3.0, 3.0, d) + scales * Z
    return torch.from_numpy(X.astype(np.float32)), Z


def _slope_of_form(A, x):
    """Gradient of x · A x, in the shape of x."""
    entries = x.numpy().reshape(-1)
    return np.asarray((A.numpy() + A.numpy().T) @ entries, dtype=np.float32).reshape(x.shape)


def _require_as_before(after, x, asked, old):
    """Hold that x is as it was before the call."""
    assert_close(after["values"], x.numpy(), of="x afterwards")
    require(
        after["requires_grad"] == asked,
        "x.requires_grad was {before}, and is {now} afterwards.",
        before=asked,
        now=after["requires_grad"],
    )
    grad = after["grad"]
    if old is None:
        require(grad is None, "x.grad was None, and is {grad} afterwards.", grad=grad)
    else:
        require(grad is not None, "x.grad held a gradient, and is None afterwards.")
        assert_close(grad, old.numpy(), of="x.grad afterwards")

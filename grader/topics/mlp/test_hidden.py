"""Hidden suite of the topic mlp.

Parameters are written by shape, so that names and order of a model's layers are free. An MLP that
fails may be built on the student's own wrong Dense: it is asked again with nn.Linear doing the
work of Dense, and passes if it is right then.
"""

from functools import partial
from itertools import pairwise

import torch

from grader.judge.suite import (
    assert_close,
    assert_equal,
    assert_int,
    assert_raises,
    assert_tensor,
    assert_unchanged,
    core,
    criterion,
    require,
)
from grader.topics.mlp.models import (
    check_outputs,
    check_two_models,
    draw_values,
    hold_written,
    judge_models,
    new_state,
    outputs_by_hand,
    varies,
    written_dense,
)

CUT_FOR_ONE = "For one sample alone, no gradient reaches weight, bias and inputs."
LIBRARY_LAYERS = {f"torch.nn.modules.linear.{name}" for name in ("Linear", "Bilinear")}
OTHER_MODE = "After counting, the model is in another mode than before."
NO_GRADIENTS = "After counting, the model's gradients are no longer what they were."


@core("Dense", points=2)
def test_adds_weighted_inputs_and_bias(student, remote, draw):
    """A batch gives X Wᵀ + b, with the layer's own weight and bias."""
    for d, m in ((2, 3), (5, 2), (4, 7)):
        W, b = draw.tensor(m, d), draw.tensor(m)
        layer = written_dense(student, remote, W, b)
        for n in (3, 6):
            X = draw.tensor(n, d)
            assert_close(layer(X), X @ W.T + b)


@criterion("Dense", points=1, derived=True)
def test_owns_weight_and_bias(student, remote):
    """The weight (out, in) and bias (out,) are float32 parameters, and the layer's only ones."""
    for d, m in ((3, 2), (4, 1)):
        layer = student.Dense.keep(in_features=d, out_features=m)
        own = remote.probes.own_parameters(layer)
        library = sorted(LIBRARY_LAYERS & set(remote.probes.kinds(layer)))
        more = sorted(own.keys() - {"weight", "bias"})
        named = {name: tuple(p.shape) for name, p in own.items() if name not in more}
        student.observe("weight and bias", named)
        student.observe("more parameters", bool(more))
        student.observe("library layers", library)
        for name, shape in (("weight", (m, d)), ("bias", (m,))):
            require(name in own, "The layer has no parameter of its own named {name}.", name=name)
            assert_tensor(own[name], shape=shape, dtype=torch.float32, of=name)
        require(not more, "Besides weight and bias, the layer has {names}.", names=more)
        require(not library, "Build the layer by hand: there is a {kind} in it.", kind=library)


@criterion("Dense", points=1, derived=True)
def test_draws_weights_at_random(student, remote, draw):
    """Weights are random: layers differ, and the same seed gives the same layer again."""
    seed = draw.seed()
    remote.torch.manual_seed(seed)
    first, second = (new_state(student) for _ in range(2))
    remote.torch.manual_seed(seed)
    again = new_state(student)
    varied = varies(first[0])
    differ = not torch.equal(first[0], second[0])
    repeated = all(torch.equal(*pair) for pair in zip(first, again, strict=True))
    student.observe("weights differ", varied)
    student.observe("layers differ", differ)
    student.observe("repeated by the seed", repeated)
    require(varied, "The neurons of a new layer all start with the same weights, and stay alike.")
    require(differ, "Two layers made one after the other have the same weights.")
    require(repeated, "After torch.manual_seed with the same seed, the layer is another one.")


@criterion("Dense", points=0.5, derived=True)
def test_lets_gradients_through(student, remote, draw):
    """Gradients reach the weight, the bias and the inputs."""
    W, b = draw.tensor(3, 4), draw.tensor(3)
    X, factors = draw.tensor(5, 4), draw.tensor(5, 3)
    got = remote.probes.gradients(written_dense(student, remote, W, b), X, factors)
    student.observe("reached", sorted(name for name, each in got.items() if each is not None))
    for name in ("weight", "bias", "inputs"):
        require(got.get(name) is not None, "No gradient reaches the {name}.", name=name)
    alone = written_dense(student, remote, W, b), X[0], factors[0]
    one = remote.probes.gradients.ask(*alone)
    if one.error is None:  # whether it takes one sample at all is another criterion's question
        require(all(each is not None for each in one.value.values()), CUT_FOR_ONE)
    as_stored_transposed = [lambda: X.T @ factors]
    assert_close(got["weight"], factors.T @ X, also=as_stored_transposed)
    assert_close(got["bias"], factors.sum(0))
    assert_close(got["inputs"], factors @ W)


@criterion("Dense", points=0.5)
def test_takes_one_sample(student, remote, draw):
    """One sample (in,) gives (out,); one neuron, or one per input, is no special case."""
    for d, m, shape in (
        (3, 2, (3,)),
        (3, 2, (1, 3)),
        (2, 1, (4, 2)),
        (2, 1, (2,)),
        (1, 1, (1, 1)),
        (3, 3, (2, 3)),
        (3, 2, (3, 3)),
    ):
        W, b = draw.tensor(m, d), draw.tensor(m)
        x = draw.tensor(*shape)
        answer = written_dense(student, remote, W, b).ask(x)
        assert_unchanged(answer)
        assert_close(answer.value, x @ W.T + b)


@core("MLP", points=2.5, derived=True)
def test_stacks_layers_and_activations(student, remote, draw):
    """ReLU follows every hidden layer, and nothing the last: its outputs may be negative."""
    for sizes in ([2, 4, 6], [3, 5, 4, 7], [4, 3, 8, 5, 6], [3, 2, 4, 2], [3, 3, 4, 2], [3, 5, 3]):
        check_outputs(student, remote, draw, sizes)


@criterion("MLP", points=0.5, derived=True)
def test_uses_the_given_activation(student, remote, draw):
    """The activation that is given is used, whatever it is: a class, or any other callable."""
    given = ((remote.torch.nn.Tanh, torch.tanh), (remote.probes.make_sine, torch.sin))
    for activation, f in given:
        for sizes in ([2, 3, 5], [3, 6, 4, 5]):
            check_outputs(student, remote, draw, sizes, activation, f)


@criterion("MLP", points=0.5, derived=True)
def test_needs_no_hidden_layer(student, remote, draw):
    """Two sizes give a single layer, without an activation."""
    check_outputs(student, remote, draw, [3, 5])
    check_outputs(student, remote, draw, [4, 6], remote.torch.nn.Tanh, torch.tanh)


@criterion("MLP", points=1, derived=True)
def test_gives_each_layer_its_own_parameters(student, remote, draw):
    """Every layer of every model has a weight and a bias of its own, also where sizes are equal."""
    for sizes in ([3, 4, 4, 2], [2, 5, 5, 5, 3]):
        expected = sorted(shape for i, o in pairwise(sizes) for shape in ((o,), (o, i)))

        def check(MLP, sizes=sizes, expected=expected):
            shapes = remote.probes.trainable_shapes(MLP.keep(sizes))
            student.observe(f"shapes for {sizes}", shapes)
            require(
                shapes == expected,
                "The parameters of a model of sizes {sizes} should have the shapes {expected}; "
                "those of this one have {shapes}.",
                sizes=sizes,
                expected=expected,
                shapes=shapes,
            )

        judge_models(student, remote, check)
        judge_models(student, remote, partial(check_two_models, student, remote, sizes))
        check_outputs(student, remote, draw, sizes)


@criterion("MLP", points=0.5, derived=True)
def test_lets_gradients_reach_every_layer(student, remote, draw):
    """Gradients reach the weight and the bias of every layer."""
    for sizes in ([3, 5, 4, 2], [3, 4, 4, 4, 2]):
        X, factors, values = draw.tensor(6, 3), draw.tensor(6, 2), draw_values(draw, sizes)

        def check(MLP, sizes=sizes, X=X, factors=factors, values=values):
            model = MLP.keep(sizes, remote.torch.nn.Tanh)
            hold_written(sizes, remote.probes.write_by_shape(model, list(values.values())))
            got = remote.probes.gradients(model, X, factors)
            del got["inputs"]
            missed = [name for name, each in got.items() if each is None or not each.any()]
            student.observe(f"without a gradient for {sizes}", len(missed))
            require(not missed, "No gradient reaches {names}.", names=missed)

        judge_models(student, remote, check)


@criterion("MLP", points=0.5, derived=True)
def test_keeps_dimensions_and_arguments(student, remote, draw):
    """A batch of one and a single output keep both dimensions; no argument is modified."""
    for sizes, n in (([3, 4, 2], 1), ([2, 3, 1], 4), ([2, 3, 1], 1)):
        X, values = draw.tensor(n, sizes[0]), draw_values(draw, sizes)

        def check(MLP, sizes=sizes, X=X, values=values):
            made = MLP.ask(sizes=sizes)
            student.observe(f"sizes changed for {sizes}", list(made.changed))
            assert_unchanged(made)
            hold_written(sizes, remote.probes.write_by_shape(made.value, list(values.values())))
            outputs = made.value.ask(X)
            student.observe(f"outputs for {sizes}", outputs.value)
            assert_unchanged(outputs)
            assert_close(outputs, outputs_by_hand(X, sizes, values, torch.relu), of=f"MLP({sizes})")
            assert_tensor(outputs.value, dtype=torch.float32, of=f"MLP({sizes})")

        judge_models(student, remote, check)


@criterion("MLP", points=0.5, derived=True)
def test_refuses_bad_sizes(student, remote):
    """Fewer than two sizes, or one that is less than 1, raise ValueError."""
    for sizes in ([], [3], [0, 2], [3, 0], [3, 0, 2], [-1, 2], [3, -2, 4], [3, 4, -1]):

        def check(MLP, sizes=sizes):
            answer = MLP.ask(sizes)
            student.observe(f"refused {sizes}", answer.error is not None)
            assert_raises("ValueError", answer)

        judge_models(student, remote, check)


@core("count_parameters", points=1)
def test_counts_every_number(student, remote):
    """Every number in every weight and bias counts."""
    nn = remote.torch.nn
    assert_close(student.count_parameters(nn.Linear(5, 3).double()), 18)
    layers = nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3, bias=False)
    assert_close(student.count_parameters(nn.Sequential(*layers)), 48)


@criterion("count_parameters", points=0.5)
def test_counts_at_any_depth_and_rank(student, remote):
    """Parameters count however deep in the model they lie, and whatever their shape."""
    nn = remote.torch.nn
    nested = nn.Sequential(nn.Linear(6, 3), nn.Sequential(nn.Linear(3, 2, bias=False)))
    assert_close(student.count_parameters(nn.Sequential(nn.Linear(4, 6), nested)), 57)
    scaled = nn.Conv2d(2, 3, 4)
    assert_close(student.count_parameters(scaled), 99)
    scaled.register_parameter("scale", nn.Parameter.keep(torch.tensor(2.0)))
    assert_close(student.count_parameters(scaled), 100)
    nested.register_parameter("scale", nn.Parameter.keep(torch.ones(7)))
    assert_close(student.count_parameters(nested), 34)
    assert_close(student.count_parameters(nn.Sequential(nn.Linear(4, 6), nested)), 64)


@criterion("count_parameters", points=0.5)
def test_leaves_frozen_parameters_out(student, remote):
    """Frozen parameters do not count, and stay frozen; the model is left as it was."""
    nn = remote.torch.nn
    frozen, free = nn.Linear(4, 6), nn.Linear(6, 3)
    frozen.requires_grad_(False)
    model = nn.Sequential(frozen, nn.ReLU(), free)
    assert_close(student.count_parameters(model), 21)
    free.keep_attribute("bias").requires_grad_(False)
    assert_close(student.count_parameters(model), 18)
    assert_close(student.count_parameters(model=frozen), 0)
    assert_equal(remote.probes.trainable_shapes(model), [(3, 6)])
    for mode in (True, False):
        _check_model_stays(student, remote, nn.Linear(2, 3).train(mode), mode)


@criterion("count_parameters", points=0.5)
def test_counts_shared_parameters_once(student, remote):
    """A layer used twice counts once, and so does a shared weight; equal numbers count twice."""
    nn = remote.torch.nn
    layer, other = nn.Linear(4, 4), nn.Linear(4, 4)
    assert_close(student.count_parameters(nn.Sequential(layer, nn.ReLU(), layer)), 20)
    remote.builtins.setattr(other, "weight", layer.keep_attribute("weight"))
    assert_close(student.count_parameters(nn.Sequential(layer, nn.Sequential(other))), 24)
    norms = nn.BatchNorm1d(4), nn.BatchNorm1d(4)
    assert_close(student.count_parameters(nn.Sequential(*norms)), 16)


@criterion("count_parameters", points=0.5)
def test_leaves_buffers_out(student, remote):
    """Buffers do not count, a model without parameters has 0, and the answer is a plain int."""
    nn = remote.torch.nn
    assert_close(student.count_parameters(nn.BatchNorm1d(4)), 8)
    mixed = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
    scaled = nn.Linear(2, 3)
    scaled.register_parameter("scale", nn.Parameter.keep(torch.tensor(2.0)))
    for model, expected in ((mixed, 15), (nn.Tanh(), 0), (scaled, 10)):
        got = student.count_parameters(model)
        student.observe("the count is a float", isinstance(got, float))
        assert_close(got, expected)
        assert_int(got)


def _check_model_stays(student, remote, model, mode):
    """Counting changes neither the mode nor the gradients."""
    remote.probes.leave_gradients.keep(model, 1.5)
    assert_close(student.count_parameters(model), 9)
    gradient = model.keep_attribute("weight").get("grad")
    stays = isinstance(gradient, torch.Tensor) and bool((gradient == 1.5).all())
    for holds, sentence in ((model.get("training") is mode, OTHER_MODE), (stays, NO_GRADIENTS)):
        student.observe(sentence, holds)
        require(holds, sentence)

"""A student's layers and models with values of ours in them, held to what they should give."""

from itertools import pairwise

import torch

from grader.judge.suite import assert_close, assert_tensor, either, require


def written_dense(student, remote, W, b):
    """The student's layer, with these parameters."""
    layer = student.Dense.keep(W.shape[1], W.shape[0])
    missing = remote.probes.write_named(layer, {"weight": W, "bias": b})
    student.observe("missing", missing)
    named = " or ".join(missing)
    require(not missing, "The layer has no tensor of the right size named {names}.", names=named)
    return layer


def new_state(student):
    """Weight and bias of a new layer."""
    layer = student.Dense.keep(30, 5)
    state = layer.get("weight"), layer.get("bias")
    for each in state:
        assert_tensor(each)
    return state


def varies(weight):
    """Whether not all neurons of a layer, one per row, weigh their inputs alike."""
    return weight.dim() == 2 and bool((weight[1:] != weight[:-1]).any())


def judge_models(student, remote, check):
    """Hold a check against the student's MLP; if need be, with nn.Linear in place of Dense."""
    either(
        lambda: check(student.MLP),
        lambda: check(remote.probes.on_library_layers(student.MLP, "Dense")),
    )


def draw_values(draw, sizes):
    """A weight and a bias for every shape that a network of these sizes has."""
    values: dict[tuple[int, ...], torch.Tensor] = {}
    for i, o in pairwise(sizes):
        values[o, i] = draw.tensor(o, i)
        values[o,] = draw.tensor(o) / 2
    return values


def outputs_by_hand(X, sizes, values, f):
    """What the network gives whose layers have these values."""
    for layer, (i, o) in enumerate(pairwise(sizes)):
        X = (f(X) if layer else X) @ values[o, i].T + values[o,]
    return X


def check_outputs(student, remote, draw, sizes, activation=None, f=torch.relu, n=7):
    """The network's outputs are right, with values of ours in its parameters."""
    X, values = draw.tensor(n, sizes[0]), draw_values(draw, sizes)
    options = {} if activation is None else {"activation": activation}

    def check(MLP):
        model = MLP.keep(sizes, **options)
        written = remote.probes.write_by_shape(model, list(values.values()))
        outputs = model.ask(X)
        model.eval()
        again = model.ask(X)
        _observe_outputs(student, sizes, written, outputs, again)
        hold_written(sizes, written)
        expected = outputs_by_hand(X, sizes, values, f)
        assert_close(outputs, expected, of=f"MLP({sizes})")
        assert_close(again, expected, of=f"MLP({sizes}) in eval mode")

    judge_models(student, remote, check)


def check_two_models(student, remote, sizes, MLP):
    """Two models of the same sizes share nothing."""
    pair = remote.torch.nn.ModuleList.keep([MLP.keep(sizes), MLP.keep(sizes)])
    shapes = remote.probes.trainable_shapes(pair)
    apart = len(shapes) == 2 * tensors_in(sizes)
    student.observe(f"two models of {sizes} share nothing", apart)
    require(apart, "Two models of the same sizes share parameters.")


def _observe_outputs(student, sizes, written, outputs, again):
    """Note facts that do not hang on how the student's layers start."""
    tensors = [each.value for each in (outputs, again) if isinstance(each.value, torch.Tensor)]
    student.observe(f"parameters for {sizes}", written)
    student.observe(f"stable for {sizes}", len(tensors) == 2 and torch.equal(*tensors))
    student.observe(f"error for {sizes}", outputs.error and list(outputs.error.kinds[:1]))
    student.observe(f"outputs for {sizes}", outputs.value if written == tensors_in(sizes) else None)


def hold_written(sizes, written):
    """Hold that every parameter could be written."""
    require(
        written == tensors_in(sizes),
        "A model of sizes {sizes} has a weight and a bias for each layer, {expected} parameters in "
        "all; parameters() of this one gives {written} of the right shape.",
        sizes=sizes,
        expected=tensors_in(sizes),
        written=written,
    )


def tensors_in(sizes):
    """How many tensors hold the parameters of such a network."""
    return 2 * len(sizes) - 2

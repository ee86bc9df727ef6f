"""What is trained, on what and how: models, batches, optimizers and losses, here or in the worker.

Each builder gives a function of the place: `remote`, or `HERE`, where the same is made by the judge
itself. So a model can be made twice from the same start.
"""

import operator
from itertools import pairwise
from types import SimpleNamespace

import torch

from grader.sandbox.probes import torch_training

HERE = SimpleNamespace(torch=torch, probes=torch_training, operator=operator)


def draw_layers(draw, *sizes, dtype=torch.float32):
    """Weight and bias of each layer between these sizes."""
    return [
        ((draw.tensor(o, d) / d**0.5).to(dtype), draw.tensor(o).to(dtype))
        for d, o in pairwise(sizes)
    ]


def draw_batch(draw, n, d, o, dtype=torch.float32):
    """Inputs and targets of n samples."""
    return (draw.tensor(n, d) + 0.5).to(dtype), (2 * draw.tensor(n, o) + 1).to(dtype)


def draw_batches(draw, sizes, *counts, dtype=torch.float32):
    """As many batches as counts, for a model of these sizes."""
    return [draw_batch(draw, n, sizes[0], sizes[-1], dtype) for n in counts]


def network(layers):
    """Linear layers with a tanh between each two."""
    return lambda at: at.probes.network(layers)


def normalised(layers, mode):
    """A network behind batch normalisations, in train mode or not."""
    return lambda at: at.probes.Normalised(at.probes.network(layers), 3).train(mode)


def partly_in_eval(layers):
    """The same in train mode, save one part deep inside."""
    return lambda at: at.probes.with_part_in_eval(
        at.probes.Normalised(at.probes.network(layers), 3)
    )


def shifted_in_training(layers):
    """A network in eval mode whose answers are others in train mode."""
    return lambda at: at.probes.ShiftedInTraining(at.probes.network(layers)).train(False)


def with_gradients(build):
    """The same model with gradients that somebody left behind."""
    return lambda at: at.probes.leave_gradients(build(at), 1.5)


def with_spare_parameter(layers, spare):
    """A network beside a parameter that its answer does not depend on."""
    return lambda at: at.probes.WithSpareParameter(at.probes.network(layers), spare)


def with_frozen_layer(layers):
    """A network whose first layer needs no gradients."""

    def build(at):
        model = at.probes.network(layers)
        at.operator.getitem(model, 0).requires_grad_(False)
        return model

    return build


def tied(*tensors):
    """Two layers that share their weight."""
    return lambda at: at.probes.TiedNetwork(*tensors)


def sgd(lr):
    """Plain gradient descent."""
    return lambda at, model: at.probes.sgd(model, lr)


def momentum(at, model):
    """Gradient descent with momentum."""
    return at.torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)


def adam(at, model):
    """Adam."""
    return at.torch.optim.Adam(model.parameters(), lr=0.05)


def two_rates(at, model):
    """Gradient descent with a rate for the first layer and another for the last; the rest stays."""
    first, last = at.operator.getitem(model, 0), at.operator.getitem(model, 4)
    slow = {"params": first.parameters(), "lr": 0.02}
    return at.torch.optim.SGD([slow, {"params": last.parameters()}], lr=0.2)


def mse(at):
    """The mean squared error, as a module."""
    return at.torch.nn.MSELoss()


def huber(at):
    """The Huber loss, as a module."""
    return at.torch.nn.HuberLoss()


def relative_error(at):
    """A loss that is not symmetric, as a function."""
    return at.probes.relative_error

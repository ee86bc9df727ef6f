"""What a training loop is given: small models with known parameters, and a loss."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """An nn.Linear with these parameters, in their dtype."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], dtype=weight.dtype)
    layer.weight = nn.Parameter(weight.detach().clone())
    layer.bias = nn.Parameter(bias.detach().clone())
    return layer


def network(layers: Sequence[tuple[Tensor, Tensor]]) -> nn.Sequential:
    """Linear layers from pairs (weight, bias), with a tanh between each two."""
    modules: list[nn.Module] = []
    for weight, bias in layers:
        modules += [linear(weight, bias), nn.Tanh()]
    return nn.Sequential(*modules[:-1])


def normalised(model: nn.Module, features: int) -> nn.Sequential:
    """The model behind a batch normalisation of its inputs, in the dtype of its parameters.

    What it answers in train mode and in eval mode differs, and neither is left to chance.
    """
    dtype = next(model.parameters()).dtype
    return nn.Sequential(nn.BatchNorm1d(features, dtype=dtype), model)


class TiedNetwork(nn.Module):
    """tanh(x Wᵀ + b1) Wᵀ + b2: two layers that share one square weight."""

    def __init__(self, weight: Tensor, first_bias: Tensor, second_bias: Tensor) -> None:
        super().__init__()
        self.first = linear(weight, first_bias)
        self.second = linear(weight, second_bias)
        self.second.weight = self.first.weight

    def forward(self, x: Tensor) -> Tensor:
        """The second layer's answer."""
        answer: Tensor = self.second(torch.tanh(self.first(x)))
        return answer


class WithSpareParameter(nn.Module):
    """A model beside a trainable parameter that its answer does not depend on."""

    def __init__(self, model: nn.Module, spare: Tensor) -> None:
        super().__init__()
        self.spare = nn.Parameter(spare.detach().clone())
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        """The model's answer."""
        answer: Tensor = self.model(x)
        return answer


def leave_gradients(model: nn.Module, value: float) -> nn.Module:
    """The same model, with `value` in every entry of every parameter's gradient."""
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, value)
    return model


def parameters(model: nn.Module) -> Tensor:
    """A copy of all parameters of a model, one after the other in one vector."""
    return torch.cat([parameter.detach().flatten() for parameter in model.parameters()])


def relative_error(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean squared error, each entry measured by its target: smooth, and not symmetric."""
    return ((prediction - target).square() / (1 + target.square())).mean()

"""What a training loop is given: small models with known parameters, and a loss."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from grader.sandbox.probes import replacing


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """An nn.Linear with these parameters, in their dtype."""
    layer = nn.Linear.__new__(nn.Linear)  # its __init__ draws parameters first, which takes longest
    nn.Module.__init__(layer)
    layer.out_features, layer.in_features = weight.shape
    layer.weight = nn.Parameter(weight.detach().clone())
    layer.bias = nn.Parameter(bias.detach().clone())
    return layer


def network(layers: Sequence[tuple[Tensor, Tensor]]) -> nn.Sequential:
    """Linear layers from pairs (weight, bias), with a tanh between each two."""
    modules: list[nn.Module] = []
    for weight, bias in layers:
        modules += [linear(weight, bias), nn.Tanh()]
    return nn.Sequential(*modules[:-1])


class Normalised(nn.BatchNorm1d):
    """A model behind two batch normalisations of its inputs: its own, and one deeper inside.

    What it answers in train mode and in eval mode differs, and neither is left to chance. Between
    the two is a tanh, so that the second cannot make up for the mode of the first.
    """

    def __init__(self, model: nn.Module, features: int) -> None:
        dtype = next(model.parameters()).dtype
        super().__init__(features, dtype=dtype)
        self.model = nn.Sequential(nn.BatchNorm1d(features, dtype=dtype), model)

    def forward(self, x: Tensor) -> Tensor:
        """The model's answer."""
        answer: Tensor = self.model(torch.tanh(super().forward(3 * x)))
        return answer


def with_part_in_eval(model: Normalised) -> Normalised:
    """The same model in train mode, save the normalisation deeper inside."""
    model.train()
    model.model[0].eval()
    return model


class ShiftedInTraining(nn.Module):
    """A model whose answers are larger by one in train mode, which it looks at itself.

    Args:
        model: gives the answers.
    """

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        """The model's answer, and one more in train mode."""
        answer: Tensor = self.model(x)
        return answer + float(self.training)


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


def copies(model: nn.Module) -> list[Tensor]:
    """A copy of each of a model's parameters, in their shapes."""
    return [parameter.detach().clone() for parameter in model.parameters()]


def sgd(model: nn.Module, lr: float) -> torch.optim.SGD:
    """Plain gradient descent on all of a model's parameters."""
    return torch.optim.SGD(model.parameters(), lr=lr)


def data_loader(inputs: Tensor, targets: Tensor, batch_size: int) -> DataLoader[tuple[Tensor, ...]]:
    """A loader that knows its length and its data set, in the order of the samples."""
    return DataLoader(TensorDataset(inputs, targets), batch_size=batch_size)


def relative_error(prediction: Tensor, target: Tensor) -> Tensor:
    """Squared errors, each measured by its target, summed over outputs: smooth, not symmetric."""
    return ((prediction - target).square() / (1 + target.square())).sum(dim=1).mean()


def with_steps_noted(
    step: Callable[..., Any],
    fit: Callable[..., Any],
    model: nn.Module,
    loader: Iterable[tuple[Tensor, Tensor]],
    lr: float,
    epochs: int,
) -> dict[str, Any]:
    """Call fit(model, loader, lr, epochs), and tell what it gave to its training step.

    Another function is in place of that step: it fills the gradients with 1, has the optimizer move
    the parameters, and answers 1.0, then 2.0, and so on.

    Args:
        step: the function of fit's module that is replaced.
        fit: what is called.
        model: trained by fit.
        loader: of pairs (X, y).
        lr: learning rate.
        epochs: how many.

    Returns:
        The history, and (X, y, loss_fn(2 y, y)) for each call of the step.
    """
    given: list[tuple[Tensor, Tensor, float]] = []

    def noted(
        model: nn.Module, optimizer: Any, loss_fn: Callable[..., Tensor], X: Tensor, y: Tensor
    ) -> float:
        for parameter in model.parameters():
            parameter.grad = torch.ones_like(parameter) if parameter.requires_grad else None
        optimizer.step()
        given.append((X.detach().clone(), y.detach().clone(), float(loss_fn(2 * y, y))))
        return float(len(given))

    with replacing.function(sys.modules[fit.__module__], step, noted):
        history = fit(model, loader, lr, epochs)
    return {"history": history, "given": given}

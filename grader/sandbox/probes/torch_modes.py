"""Models that answer differently in train and in eval mode, and what can be read off any model."""

from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn


def modal_network(
    weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor, dropout: float
) -> nn.Sequential:
    """A batch norm with these running statistics, a linear layer, and a dropout.

    The batch norm and the linear layer make up a module of their own, so modules are nested.
    """
    norm = nn.BatchNorm1d(len(mean))
    norm.load_state_dict({"running_mean": mean, "running_var": variance}, strict=False)
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.load_state_dict({"weight": weight, "bias": bias})
    return nn.Sequential(nn.Sequential(norm, layer), nn.Dropout(dropout))


def set_modes(model: nn.Module, modes: Mapping[str, bool]) -> nn.Module:
    """The same model, with the named modules, and those alone, put in train or eval mode."""
    modules = dict(model.named_modules())
    for name, training in modes.items():
        modules[name].training = training
    return model


def modes(model: nn.Module) -> dict[str, bool]:
    """Which modules of a model are in train mode, by name; the model itself is ""."""
    return {name: module.training for name, module in model.named_modules()}


def snapshot(model: nn.Module) -> dict[str, dict[str, Any]]:
    """Copies of a model's parameters, gradients and buffers, and which parameters are trainable."""
    named = dict(model.named_parameters())
    return {
        "parameters": {name: each.detach().clone() for name, each in named.items()},
        "gradients": {
            name: None if each.grad is None else each.grad.clone() for name, each in named.items()
        },
        "trainable": {name: each.requires_grad for name, each in named.items()},
        "buffers": {name: each.clone() for name, each in model.named_buffers()},
    }


class Notes(list[bool]):
    """A list that copies of a model go on sharing."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Notes":
        """The list itself."""
        return self


class GraphWitness(nn.Module):
    """A model that notes, call by call, whether its answer hangs on a graph.

    Args:
        model: gives the answers.
    """

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.built = Notes()

    def forward(self, X: Tensor) -> Tensor:
        """The model's answer."""
        answer: Tensor = self.model(X)
        self.built.append(answer.requires_grad)
        return answer

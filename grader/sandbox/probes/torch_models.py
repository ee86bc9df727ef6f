"""Views into a model: its parameters, its parts, and where gradients arrive."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from grader.sandbox.probes.replacing import attribute


class Sine(nn.Module):
    """An activation without parameters that no library has."""

    def forward(self, z: Tensor) -> Tensor:
        """sin(z), elementwise."""
        return torch.sin(z)


def make_sine() -> nn.Module:
    """A new `Sine`: an activation that is asked for by a function, not by its class."""
    return Sine()


def write_named(module: nn.Module, values: Mapping[str, Tensor]) -> list[str]:
    """Write values into the tensors that are attributes of a module, in place.

    A matrix that the module stores the other way round is written the other way round.

    Returns:
        The names that the module has no tensor of that size for.
    """
    return [name for name, value in values.items() if not _write(module, name, value)]


def _write(module: nn.Module, name: str, value: Tensor) -> bool:
    tensor = getattr(module, name, None)
    if not isinstance(tensor, Tensor) or tensor.shape not in (value.shape, value.t().shape):
        return False
    with torch.no_grad():
        tensor.copy_(value if tensor.shape == value.shape else value.t())
    return True


def write_by_shape(model: nn.Module, values: Sequence[Tensor]) -> int:
    """Write into every parameter the value of its shape, in place.

    Returns:
        How many parameters were written.
    """
    by_shape = {value.shape: value for value in values}
    fitting = [p for p in model.parameters() if p.shape in by_shape]
    with torch.no_grad():
        for parameter in fitting:
            parameter.copy_(by_shape[parameter.shape])
    return len(fitting)


def trainable_shapes(model: nn.Module) -> list[tuple[int, ...]]:
    """The shapes of the parameters that require a gradient, shared ones once, in sorted order."""
    return sorted(tuple(p.shape) for p in model.parameters() if p.requires_grad)


def own_parameters(module: nn.Module) -> dict[str, Tensor]:
    """The parameters that the module itself holds, those of its children left out."""
    return dict(module.named_parameters(recurse=False))


def kinds(module: nn.Module) -> list[str]:
    """Full names of the classes, base classes included, of a module and of all that lie in it."""
    classes = {kind for each in module.modules() for kind in type(each).__mro__}
    return sorted(f"{kind.__module__}.{kind.__qualname__}" for kind in classes)


def gradients(module: nn.Module, X: Tensor, factors: Tensor) -> dict[str, Tensor | None]:
    """Gradients of the sum of `factors * module(X)`, None where none arrives.

    Returns:
        The gradient of each parameter by its name, and that of the inputs as `"inputs"`.
    """
    module.zero_grad()
    inputs = X.clone().requires_grad_()
    loss = (factors * module(inputs)).sum()
    if loss.requires_grad:
        loss.backward()
    return {name: p.grad for name, p in module.named_parameters()} | {"inputs": inputs.grad}


def on_library_layers(build: Callable[..., Any], name: str) -> Callable[..., Any]:
    """What `build` makes with nn.Linear doing the work of the class `name` of its module.

    So a model that is put together from layers can be judged whatever those layers do, gradients
    switched off for all that follows included.
    """

    def built(*args: Any, **kwargs: Any) -> Any:
        torch.set_grad_enabled(True)
        module = sys.modules[build.__module__]
        layer = getattr(module, name)
        if isinstance(layer, type) and issubclass(layer, nn.Module):
            with attribute(layer, "__init__", _become_linear):
                return build(*args, **kwargs)
        with attribute(module, name, nn.Linear):
            return build(*args, **kwargs)

    return built


def _become_linear(module: nn.Module, in_features: int, out_features: int) -> None:
    """Stands in for the `__init__` of a layer: the layer gets the parameters of an nn.Linear."""
    nn.Module.__init__(module)
    linear = nn.Linear(in_features, out_features)
    module._parameters.update(linear._parameters)
    vars(module).update(in_features=in_features, out_features=out_features, forward=linear.forward)

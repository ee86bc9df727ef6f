"""What pictures of the PyTorch topics share: data, and training in the worker."""

import math
from collections.abc import Callable
from typing import Any

from grader.plots.calls import Calls

N = 60
XS = [-3.0 + 6.0 * at / (N - 1) for at in range(N)]
SINES = [math.sin(1.5 * x) for x in XS]


def column(calls: Calls, numbers: list[float]) -> Any:
    """A float32 tensor of one column, in the worker."""
    return calls.remote.torch.tensor.keep([[each] for each in numbers])


def trainer(
    calls: Calls, model: Any, X: Any, y: Any, optimizer: str, lr: float
) -> Callable[[], float]:
    """A function that trains a model by one step on all samples, and gives the loss before it.

    Args:
        calls: of the module.
        model: in the worker.
        X: inputs, in the worker.
        y: targets, likewise.
        optimizer: its name in `torch.optim`.
        lr: learning rate.
    """
    make = getattr(calls.remote.torch.optim, optimizer)
    moved = make.keep(model.parameters.keep(), lr=lr)
    forget, move = moved.zero_grad, moved.step
    loss_of = calls.remote.torch.nn.MSELoss.keep()

    def step() -> float:
        forget()
        loss = loss_of.keep(model.keep(X), y)
        loss.backward()
        move()
        return float(loss.item())

    return step


def answers(model: Any, X: Any) -> Any:
    """A model's predictions, as lists of numbers."""
    return model.keep(X).detach.keep().tolist()

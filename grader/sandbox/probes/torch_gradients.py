"""Scalar functions to differentiate, and what a call leaves on the tensors that it was given."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any, Literal

import torch
from torch import Tensor

History = Literal["plain", "leaf", "computed"]


class QuadraticForm:
    """x · A x over the entries of a tensor of any rank, plus a constant; of rank 0.

    Args:
        matrix: A, one row and one column for each entry; need not be symmetric.
        constant: what is added.
    """

    def __init__(self, matrix: Tensor, constant: float = 0.0) -> None:
        self._matrix = matrix
        self._constant = matrix.new_tensor(constant)

    def __call__(self, x: Tensor) -> Tensor:
        """The function's value."""
        entries = x.reshape(-1)
        return entries @ self._matrix @ entries + self._constant


class WeightedPowers:
    """The weighted sum of the entries' powers, plus a constant; of rank 0.

    Args:
        weights: one weight for each entry, in the shape of the function's argument.
        exponent: the power.
        constant: what is added.
    """

    def __init__(self, weights: Tensor, exponent: int, constant: float = 0.0) -> None:
        self._weights = weights
        self._exponent = exponent
        self._constant = weights.new_tensor(constant)

    def __call__(self, x: Tensor) -> Tensor:
        """The function's value."""
        return (self._weights * x**self._exponent).sum() + self._constant


def gradients_reaching(
    function: Callable[..., Any], arguments: Sequence[Tensor], direction: Tensor
) -> list[Tensor | None]:
    """Gradients of (function(*arguments) * direction).sum(), None for an argument out of reach.

    Args:
        function: what is called, with copies of the arguments that ask for gradients.
        arguments: tensors of floats.
        direction: a tensor of the shape of the function's result.
    """
    leaves = [argument.detach().clone().requires_grad_() for argument in arguments]
    result = function(*leaves)
    if not isinstance(result, Tensor) or not result.requires_grad:
        return [None] * len(leaves)
    total = (result * direction).sum()
    return list(torch.autograd.grad(total, leaves, allow_unused=True))


def traces_on(
    function: Callable[..., Any],
    f: Callable[[Tensor], Tensor],
    values: Tensor,
    history: History,
    old_gradient: Tensor | None = None,
) -> dict[str, Any]:
    """Call function(f, x), and tell what it answered and what x is afterwards.

    Args:
        function: takes a scalar function and a tensor.
        f: the scalar function.
        values: the entries of x.
        history: whether x asks for no gradient ("plain"), asks for one ("leaf"), or was computed
            from a tensor that does ("computed").
        old_gradient: what a leaf's `.grad` holds beforehand.
    """
    x = values.clone().requires_grad_(history != "plain")
    if history == "computed":
        x = x * 1.0
    elif old_gradient is not None:
        x.grad = old_gradient.clone()
    answer = function(f, x)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a computed tensor's .grad is empty by rights
        gradient = x.grad
    return {
        "answer": answer,
        "values": x.detach(),
        "requires_grad": x.requires_grad,
        "grad": gradient,
    }

"""Torch without its compiler, whose import costs as much as torch's own.

Torch's optimizers tell the compiler at each step what it may compile, and so import it when the
first of them is made. Behind the glass nothing can be compiled: the methods that torch wraps for
the compiler are put in their wrappers' places. What a student's module can reach the compiler by
otherwise (`torch.func` does) is known by its names, and `load_compiler` makes it ready in time.
"""

import re
from collections.abc import Callable
from functools import update_wrapper
from types import FunctionType
from typing import Any

_REACHES_COMPILER = re.compile(
    rb"\b(_?dynamo|checkpoint|compiler?|export|func|functorch|fx|hessian|jac\w+|jvp|testing"
    rb"|use_deterministic_algorithms|vjp|vmap)\b"
)


def needs_compiler(source: bytes) -> bool:
    """Whether the text of a torch topic's module names what imports the compiler."""
    return _REACHES_COMPILER.search(source) is not None


def load_compiler() -> None:
    """Import the compiler, once, so that forks find it there."""
    import torch
    import torch.testing

    torch.func.grad(lambda x: x * x)(torch.ones(()))


def leave_compiler_out() -> None:
    """Have torch's optimizers work without the compiler; to be called before one is made.

    A version of torch that wraps them in other ways is left as it is, and imports the compiler.
    """
    import torch

    base = torch.optim.Optimizer
    for name, method in list(vars(base).items()):
        if _is_wrapped_by(method, "torch._compile", "inner"):
            setattr(base, name, method.__wrapped__)
    for optimizer in base.__subclasses__():
        step: Any = optimizer.step
        if _is_wrapped_by(step, "torch.optim.optimizer", "_use_grad"):
            optimizer.step = _with_own_grad_mode(step.__wrapped__)  # type: ignore[method-assign] # on purpose


def _is_wrapped_by(method: object, module: str, wrapper: str) -> bool:
    return (
        isinstance(method, FunctionType)
        and method.__globals__["__name__"] == module
        and method.__code__.co_name == wrapper
        and hasattr(method, "__wrapped__")
    )


def _with_own_grad_mode(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step that works in the grad mode that its optimizer was made for, as torch's own do."""
    import torch

    def in_own_grad_mode(self: Any, *args: Any, **kwargs: Any) -> Any:
        with torch.set_grad_enabled(self.defaults["differentiable"]):
            return step(self, *args, **kwargs)

    return update_wrapper(in_own_grad_mode, step)

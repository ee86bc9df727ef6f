"""Elementwise callables of several kinds, for exercises that are given a function."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.sandbox.probes import replacing


def cube(z: Any) -> Any:
    """A plain Python function: the cube of a number, or of each entry of an array."""
    return z * z * z


class Wave:
    """An object that can be called, and that has neither a name nor a signature of a ufunc.

    Args:
        frequency: how fast the wave goes up and down.
    """

    def __init__(self, frequency: float) -> None:
        self._frequency = frequency

    def __call__(self, z: Any) -> Any:
        """The sine of frequency times z, for a number or for each entry of an array."""
        return np.sin(self._frequency * z)


def with_another(
    caller: Callable[..., Any], called: Callable[..., Any], other: Callable[..., Any]
) -> Callable[..., Any]:
    """A function as it is with another in the place of one that it calls.

    So a function can be judged whatever the one that it calls does.

    Args:
        caller: the function.
        called: what it calls.
        other: what is called instead.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        with replacing.function(sys.modules[caller.__module__], called, other):
            return caller(*args, **kwargs)

    return call


def by_position(function: Callable[..., Any], parameters: Sequence[str]) -> Callable[..., Any]:
    """A function that takes by other names what the given one takes by position.

    Args:
        function: what is called.
        parameters: the names, in order.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        return function(*args, *(kwargs[name] for name in parameters[len(args) :]))

    return call


class Always:
    """A function that answers the same, whatever it is asked.

    Args:
        answer: what it answers.
    """

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __call__(self, *_: Any, **__: Any) -> Any:
        """The answer."""
        return self._answer

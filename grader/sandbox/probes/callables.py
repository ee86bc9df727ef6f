"""Elementwise callables of several kinds, for exercises that are given a function."""

from typing import Any

import numpy as np


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

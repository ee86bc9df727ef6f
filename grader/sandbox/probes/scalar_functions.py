"""Functions that take one array and give one number, for exercises that look at how they change."""

from typing import Any

import numpy as np


class WeightedCubes:
    """The sum of the weighted cubes of an array's entries, plus the square of their weighted sum.

    The square couples the entries: the slope along one of them depends on where all the others are.

    Args:
        weights: one weight per entry, of the shape that the function's argument has.
        coupling: how much the square counts; 0 leaves the entries independent of each other.
    """

    def __init__(self, weights: Any, coupling: float) -> None:
        self._weights = np.asarray(weights)
        self._coupling = coupling

    def __call__(self, theta: Any) -> float:
        """The function's value, a Python float; an argument of another shape is refused."""
        if np.shape(theta) != self._weights.shape:
            raise ValueError(
                f"this function takes arrays of shape {self._weights.shape}, not {np.shape(theta)}"
            )
        weighted = self._weights * theta
        return float(np.sum(weighted * theta**2) + self._coupling * np.sum(weighted) ** 2)


class SumOfWaves:
    """The sum of the sines of an array's entries, each taken `frequency` times; a NumPy scalar.

    Args:
        frequency: how fast the waves go up and down.
    """

    def __init__(self, frequency: float) -> None:
        self._frequency = frequency

    def __call__(self, theta: Any) -> Any:
        """The function's value."""
        return np.sum(np.sin(self._frequency * theta))

"""Batches that are told beforehand, for an epoch that asks for batches."""

from collections.abc import Sequence
from typing import Any


class Deal:
    """Stands for a function that cuts samples into batches: it gives those that it was told.

    Args:
        places: of each batch's samples, batch after batch.

    Attributes:
        batch_size: which it was asked for.
        rng: the generator that it was given.
    """

    def __init__(self, places: Sequence[Sequence[int]]) -> None:
        self._places = places
        self.batch_size: Any = None
        self.rng: Any = None

    def __call__(self, X: Any, y: Any, batch_size: Any = None, rng: Any = None) -> list[Any]:
        """The batches, as pairs of rows of X and of entries of y."""
        self.batch_size, self.rng = batch_size, rng
        return [(X[list(places)], y[list(places)]) for places in self._places]

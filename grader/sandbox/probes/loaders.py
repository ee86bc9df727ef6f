"""Loaders of the kinds that an exercise has to take: what yields pairs (X, y), pass after pass."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any


class PlainLoader:
    """A loader that can only be iterated: no `len`, no `dataset`, no indexing.

    Args:
        batches: what each pass yields, in order, as fresh copies.

    Attributes:
        passes: how often an iteration was begun.
    """

    def __init__(self, batches: Sequence[Any]) -> None:
        self._batches = list(batches)
        self.passes = 0

    def __iter__(self) -> Iterator[Any]:
        """Begin one more pass."""
        self.passes += 1
        return iter(deepcopy(self._batches))

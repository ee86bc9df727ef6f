"""Ways into objects that stay in the worker."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any


def take(items: Iterable[Any], at_most: int) -> list[Any]:
    """The first items of an iterable, all asked for before the first is looked at.

    Args:
        items: any iterable.
        at_most: more than that are not asked for.
    """
    return list(islice(items, at_most))


def drain(function: Callable[..., Iterable[Any]], *args: Any) -> list[Any]:
    """All items of what a function answers, so that a generator gets to do its work.

    Args:
        function: answers with an iterable.
        args: what it is called with.
    """
    return list(function(*args))

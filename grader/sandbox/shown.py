"""Stand-ins for what shows things to people: plots, progress bars, a notebook's displays.

A module that draws what it has learned is as right as one that does not, and nobody sees a drawing
behind the glass. So the libraries that draw are never loaded there: what is imported in their names
takes any use, and does nothing.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from math import prod
from types import ModuleType
from typing import Any, Self

import numpy as np

LIBRARIES = frozenset(
    ["matplotlib", "mpl_toolkits", "seaborn", "plotly", "torchinfo", "torchsummary", "torchviz"]
).union(["IPython", "ipywidgets", "google.colab", "tqdm"])


def show_nothing() -> None:
    """From now on, a library that shows things is a stand-in for it, installed or not."""
    sys.meta_path.insert(0, _Finder())


class Inert:
    """Takes any use that drawing makes of an object, and does nothing."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Whatever it is made of, it is the same."""

    def __call__(self, *_: Any, **__: Any) -> "Inert":
        """Another of its kind."""
        return Inert()

    def __getattr__(self, name: str) -> Any:
        """One more, or what is known by that name."""
        return _attribute(name)

    def __getitem__(self, _: Any) -> "Inert":
        """Another of its kind."""
        return Inert()

    def __setitem__(self, _: Any, __: Any) -> None:
        """Nothing is kept."""

    def __iter__(self) -> Iterator[Any]:
        """Nothing is in it."""
        return iter(())

    def __enter__(self) -> Self:
        """It is its own context."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was begun."""


class Bar(Inert):
    """A progress bar that is not shown: it goes through what it was given."""

    def __init__(self, iterable: Iterable[Any] = (), *_: Any, **__: Any) -> None:
        super().__init__()
        self._items = iterable

    def __iter__(self) -> Iterator[Any]:
        """Go through what it was given."""
        return iter(self._items)

    def __len__(self) -> int:
        """As many as it was given."""
        return len(self._items)  # type: ignore[arg-type] # fails as the iterable's own would


def _trange(*limits: int, **_: Any) -> Bar:
    return Bar(range(*limits))


def _subplots(nrows: int = 1, ncols: int = 1, *_: Any, **__: Any) -> tuple[Inert, Any]:
    """A figure and its axes: alone, or in an array without sides of one, as matplotlib has it."""
    count = prod((nrows, ncols))
    if count == 1:
        return Inert(), Inert()
    axes = np.empty(count, dtype=object)
    axes[:] = [Inert() for _ in range(count)]
    return Inert(), axes.reshape(nrows, ncols).squeeze()


_KNOWN = {"subplots": _subplots, "tqdm": Bar, "tqdm_notebook": Bar, "trange": _trange}


def _attribute(name: str) -> Any:
    if name.startswith("__"):  # asked by Python, to find out what an object can do
        raise AttributeError(name)
    return _KNOWN.get(name) or Inert()


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return _attribute(name)


class _Finder:
    """Finds stand-ins, and is their loader."""

    def find_spec(
        self, name: str, _: Sequence[str] | None, __: ModuleType | None = None
    ) -> ModuleSpec | None:
        known = any(f"{name}.".startswith(f"{each}.") for each in LIBRARIES)
        leads_to_one = any(each.startswith(f"{name}.") for each in LIBRARIES)
        return ModuleSpec(name, self, is_package=True) if known or leads_to_one else None  # type: ignore[arg-type] # a loader by its methods

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""

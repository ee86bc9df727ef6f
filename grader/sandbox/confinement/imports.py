"""Imports where more packages can be seen than a worker has at level full.

Level container hides no names, so that a package beside the needed ones would be found, and then
fail with `PermissionError`. Libraries that can do without it expect it to be not there. At level
none it could even be imported, and what passes on one machine would fail on another.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from grader.sandbox.confinement.runtime import PACKAGES_FOLDERS, names_required


def find_readable_only() -> None:
    """From now on, a module whose file this process cannot read is not found."""
    _find_only(lambda spec: not spec.has_location or _is_readable(spec.origin))


def find_required_only(libraries: Iterable[str]) -> None:
    """From now on, of installed packages only some libraries and what they require are found.

    What these are takes a while to find out, and is found out when another is asked for.

    Args:
        libraries: names of distributions.
    """

    @cache
    def required() -> frozenset[str]:
        return names_required(libraries)

    def is_wanted(spec: ModuleSpec) -> bool:
        is_part = "." in spec.name  # of a package that was found, as this very one
        return is_part or not _is_packaged(spec) or spec.name in required()

    _find_only(is_wanted)


def _find_only(is_wanted: Callable[[ModuleSpec], bool]) -> None:
    """Have modules in files count as not there, unless they are wanted."""

    class Finder(PathFinder):
        @classmethod
        def find_spec(
            cls,
            fullname: str,
            path: Sequence[str] | None = None,
            target: ModuleType | None = None,
        ) -> ModuleSpec | None:
            spec = super().find_spec(fullname, path, target)
            return spec if spec is not None and is_wanted(spec) else None

    sys.meta_path[:] = [Finder if finder is PathFinder else finder for finder in sys.meta_path]


def _is_packaged(spec: ModuleSpec) -> bool:
    """Whether a module lies among installed packages."""
    places = [*(spec.submodule_search_locations or ()), spec.origin or ""]
    return any({*PACKAGES_FOLDERS} & {*Path(place).parts} for place in places)


def _is_readable(origin: str | None) -> bool:
    try:
        with Path(origin or "").open("rb"):  # Landlock lets `os.access` say yes to everything
            return True
    except OSError:
        return False

"""Imports where packages can be seen that cannot be read.

Level container hides no names, so that a package beside the needed ones would be found, and then
fail with `PermissionError`. Libraries that can do without it expect it to be not there.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType


def find_readable_only() -> None:
    """From now on, a module whose file this process cannot read is not found."""
    sys.meta_path[:] = [
        _ReadableFinder if finder is PathFinder else finder for finder in sys.meta_path
    ]


class _ReadableFinder(PathFinder):
    @classmethod
    def find_spec(
        cls,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        spec = super().find_spec(fullname, path, target)
        return spec if spec is None or not spec.has_location or _is_readable(spec.origin) else None


def _is_readable(origin: str | None) -> bool:
    try:
        with Path(origin or "").open("rb"):  # Landlock lets `os.access` say yes to everything
            return True
    except OSError:
        return False

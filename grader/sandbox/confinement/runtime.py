"""What a worker must be able to read: Python, the libraries by name, this package, and no more.

A virtual environment's interpreter, its standard library and its packages may lie in places far
apart, and links may lead there. Packages are found by what their distributions say they installed,
so that a folder of packages is never open as a whole: the kit's own solutions may lie beside.
"""

import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

LIBRARIES = ("msgspec", "numpy", "torch")
"""What a worker can import, as far as it is installed: a NumPy topic's module may use torch too."""

_SANDBOX = Path(__file__).resolve().parents[1]
PACKAGES_FOLDERS = ("site-packages", "dist-packages")
_SYSTEM_FILES = (
    "/etc/ld.so.cache",  # where libraries are
    "/usr/lib/locale/C.utf8",
    "/sys/devices/system/cpu",  # torch and OpenBLAS ask how many processors there are
    "/proc/cpuinfo",  # and oneDNN which
)
DEVICES = tuple(map(Path, ("/dev/null", "/dev/random", "/dev/urandom")))
"""Not /dev/zero: mapped as shared, it is memory that no limit counts."""


class Tree(NamedTuple):
    """A file, or a folder and all below it save some of its entries.

    Attributes:
        path: where it is, without links on the way.
        without: names in the folder that are left out.
    """

    path: Path
    without: tuple[str, ...] = ()


class Link(NamedTuple):
    """A symbolic link on the way to a tree."""

    path: Path
    target: str


class Runtime(NamedTuple):
    """All that may be read.

    Attributes:
        trees: outer ones before those inside them.
        links: those that the interpreter's paths and the libraries' go through.
        listed: folders whose names of files imports look through.
    """

    trees: tuple[Tree, ...]
    links: tuple[Link, ...]
    listed: tuple[Path, ...]


def find_runtime(libraries: Iterable[str]) -> Runtime:
    """Find what a process needs that imports some libraries.

    Args:
        libraries: names of distributions.
    """
    standard = _standard_library()
    packages = [path for name in sorted(_required(libraries)) for path in _installed(name)]
    system = [Path(name) for name in _SYSTEM_FILES]
    own = [_SANDBOX, _SANDBOX.parent / "__init__.py"]
    trees = {
        **{path: _names_of_pythons(path) for path in _library_folders()},
        **{path.resolve(): PACKAGES_FOLDERS for path in standard},
        **{path.resolve(): () for path in (*system, *packages, *own)},
    }
    entries = [Path(entry).absolute() for entry in sys.path]
    return Runtime(
        tuple(Tree(path, trees[path]) for path in sorted(trees) if path.exists()),
        tuple(_links([*standard, *packages, *entries, *_system_links()])),
        tuple({path.parent.resolve() for path in packages} | {each.resolve() for each in standard}),
    )


def names_required(libraries: Iterable[str]) -> frozenset[str]:
    """The names that some libraries, and what they require, are imported by.

    Args:
        libraries: names of distributions.
    """
    tops = (path for name in _required(libraries) for path in _installed(name))
    return frozenset(path.name.partition(".")[0] for path in tops)


def _standard_library() -> list[Path]:
    """The base installation's, where this interpreter is a virtual environment's."""
    base = {"platbase": sys.base_exec_prefix}
    return [Path(sysconfig.get_path(name, vars=base)) for name in ("stdlib", "platstdlib")]


def _required(libraries: Iterable[str]) -> set[str]:
    """Names of installed distributions that libraries need, themselves among them."""
    found: set[str] = set()
    wanted = list(libraries)
    while wanted:
        name = _normal(wanted.pop())
        if name in found or (known := _distribution(name)) is None:
            continue
        found.add(name)
        needs = (need for need in known.requires or () if "extra ==" not in need)
        wanted += [match[0] for need in needs if (match := re.match(r"[\w.-]+", need))]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # a requirement of another system
        return None


def _installed(name: str) -> set[Path]:
    """Files and folders at the top of what a distribution installed."""
    known = distribution(name)
    tops = {file.parts[0] for file in known.files or () if file.parts[0] not in ("..", "/")}
    if tops:
        return {Path(str(known.locate_file(top))) for top in tops - {"__pycache__"}}
    spec = find_spec(name.replace("-", "_"))  # a system's package manager keeps no list of files
    if spec is None or spec.origin is None:
        return set()
    return {Path(place) for place in spec.submodule_search_locations or [spec.origin]}


def _library_folders() -> Iterator[Path]:
    """Where the shared libraries are that this process runs with, links resolved."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    mapped = (line.split(maxsplit=5)[5:] for line in lines)
    for file in {Path(name[0]) for name in mapped if name}:
        is_module = {"lib-dynload", *PACKAGES_FOLDERS} & set(file.parts)
        if ".so" in file.name and not is_module:
            yield file.resolve().parent


def _names_of_pythons(folder: Path) -> tuple[str, ...]:
    """Folders of Pythons' own among the shared libraries."""
    return tuple(path.name for path in folder.glob("python*") if path.is_dir())


def _system_links() -> Iterator[Path]:
    """Links at the top of the system, as `/lib`: libraries are found through them."""
    return (Path("/", entry.name) for entry in os.scandir("/") if entry.is_symlink())


def _links(paths: Iterable[Path]) -> Iterator[Link]:
    """Links on the way to paths, and on the way to where these lead."""
    seen: set[Path] = set()
    wanted = [part for path in paths for part in (path, *path.parents)]
    while wanted:
        path = wanted.pop()
        if path in seen or not path.is_symlink():
            continue
        seen.add(path)
        target = path.readlink()
        yield Link(path.parent.resolve() / path.name, str(target))
        onward = path.parent / target
        wanted += [onward, *onward.parents]

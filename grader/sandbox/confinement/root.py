"""A root of one's own: an empty one with the runtime bound into it, read-only."""

import ctypes
import os
from pathlib import Path

from grader.sandbox.confinement.identity import NOBODY
from grader.sandbox.confinement.kernel import call, establishing
from grader.sandbox.confinement.runtime import DEVICES, Runtime, Tree

SCRATCH = Path("/student")
"""The one folder that can be written to; the home and the temporary folder inside."""

_STAGE = Path("/tmp")  # noqa: S108 any folder will do that every system has: it is covered, not used
_OLD = Path("/old")

_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_EXEC = 1, 2, 4, 8
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x4_0000
_DETACH = 2
_FROM_HERE = -100
_AT_RECURSIVE = 0x8000
_MAX_INODES = 256


class _Attributes(ctypes.Structure):
    """What the kernel calls `struct mount_attr`."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "users"))


def build(runtime: Runtime) -> None:
    """Replace the root of this mount namespace.

    Args:
        runtime: what is to be seen in it.

    Raises:
        ConfinementError: the kernel refused.
    """
    os.umask(0o022)
    with establishing("private root"):
        call("mount", None, b"/", None, _RECURSIVE | _PRIVATE, None)
        _mount_empty(_STAGE, "mode=755")
        (_STAGE / _OLD.name).mkdir()
        call("pivot_root", bytes(_STAGE), bytes(_STAGE / _OLD.name))
        os.chdir("/")
        _fill(runtime)
        call("umount2", bytes(_OLD), _DETACH)
        _OLD.rmdir()
        SCRATCH.mkdir()
        _restrict(Path("/"), _READ_ONLY | _NO_SETUID)


def mount_scratch(size_mib: int) -> None:
    """Put an empty folder, which can be written to, where the last one was, and go there.

    Args:
        size_mib: what all files in it may take together.

    Raises:
        ConfinementError: the kernel refused.
    """
    owner = f"uid={NOBODY},gid={NOBODY},mode=700"
    with establishing("private root"):
        _mount_empty(SCRATCH, f"size={size_mib}m,nr_inodes={_MAX_INODES},{owner}")
        os.chdir(SCRATCH)


def _mount_empty(place: Path, options: str) -> None:
    flags = _NO_SETUID | _NO_DEVICES | _NO_EXEC
    call("mount", b"tmpfs", bytes(place), b"tmpfs", flags, options.encode())


def _fill(runtime: Runtime) -> None:
    for tree in runtime.trees:
        _bind(tree.path, _READ_ONLY | _NO_SETUID | _NO_DEVICES)
        _cover(tree)
    for link in runtime.links:
        if not link.path.is_symlink():
            link.path.parent.mkdir(parents=True, exist_ok=True)
            link.path.symlink_to(link.target)
    for device in DEVICES:
        _bind(device, _READ_ONLY | _NO_SETUID | _NO_EXEC)


def _bind(path: Path, attributes: int) -> None:
    """Show a file or folder of the old root at its place in the new one."""
    source = _OLD / path.relative_to("/")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if source.is_dir() else path.touch()
    call("mount", bytes(source), bytes(path), None, _BIND | _RECURSIVE, None)
    _restrict(path, attributes)


def _cover(tree: Tree) -> None:
    """Put empty folders, into which inner trees go, where a tree leaves something out."""
    for name in tree.without:
        if (tree.path / name).is_dir():
            _mount_empty(tree.path / name, "mode=755")


def _restrict(place: Path, attributes: int) -> None:
    wanted = _Attributes(set=attributes)
    size = ctypes.sizeof(wanted)
    call("mount_setattr", _FROM_HERE, bytes(place), _AT_RECURSIVE, wanted, size)

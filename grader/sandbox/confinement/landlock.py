"""Landlock: which files a process may open, whatever its user, for the rest of its life.

Layers add up: a worker keeps its zygote's rules and adds its own.
"""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.confinement.kernel import call, establishing
from grader.sandbox.confinement.runtime import DEVICES, Runtime, Tree

_GET_VERSION = 1
_RULE_PATH_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14
READING = _READ_FILE | _READ_DIR
WRITING = READING | _WRITE_FILE | _TRUNCATE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_FILE
_OF_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE

_FILE_RIGHTS_OF_VERSION = ((1, 13), (2, 14), (3, 15), (5, 16))
_NETWORK_VERSION, _SCOPE_VERSION = 4, 6
_BIND_AND_CONNECT = 0b11
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11


class _Attributes(ctypes.Structure):
    """What the kernel calls `struct landlock_ruleset_attr`; earlier versions know its start."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("files", "network", "scoped"))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


class Rules:
    """Refuses all that this kernel's Landlock knows, save what is allowed; use as a context.

    Raises:
        ConfinementError: the kernel has no Landlock.
    """

    def __init__(self) -> None:
        with establishing("Landlock"):
            version = call("landlock_create_ruleset", None, 0, _GET_VERSION)
            bits = max(bits for since, bits in _FILE_RIGHTS_OF_VERSION if since <= version)
            self._known = (1 << bits) - 1
            attributes = _Attributes(files=self._known)
            if version >= _NETWORK_VERSION:
                attributes.network = _BIND_AND_CONNECT
            if version >= _SCOPE_VERSION:
                attributes.scoped = _SIGNALS_AND_ABSTRACT_SOCKETS
            size = 8 + 8 * (version >= _NETWORK_VERSION) + 8 * (version >= _SCOPE_VERSION)
            self._descriptor = call("landlock_create_ruleset", attributes, size, 0)

    def __enter__(self) -> "Rules":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def allow(self, path: Path, rights: int) -> None:
        """Allow something at a path and below."""
        with establishing("Landlock"):
            parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                of_this_kind = self._known if path.is_dir() else _OF_FILES & self._known
                rule = _PathBeneath(rights & of_this_kind, parent)
                call("landlock_add_rule", self._descriptor, _RULE_PATH_BENEATH, rule, 0)
            finally:
                os.close(parent)

    def enforce(self) -> None:
        """Hold this process, which can gain no privileges, and its descendants to the rules."""
        with establishing("Landlock"):
            call("landlock_restrict_self", self._descriptor, 0)


def read_only(runtime: Runtime) -> None:
    """Let this process open what the runtime needs, and nothing else."""
    with Rules() as rules:
        for tree in runtime.trees:
            for path in _open_parts(tree):
                rules.allow(path, READING)
        for folder in runtime.listed:
            rules.allow(folder, _READ_DIR)
        for device in DEVICES:
            rules.allow(device, WRITING)
        rules.enforce()


def write_only_in(*folders: Path) -> None:
    """Let this process read what it could read, and write in folders and to devices only."""
    with Rules() as rules:
        rules.allow(Path("/"), READING)
        for place in (*folders, *DEVICES):
            rules.allow(place, WRITING)
        rules.enforce()


def _open_parts(tree: Tree) -> Iterator[Path]:
    """A tree as paths that are open with all below: rules cannot leave anything out."""
    present = [name for name in tree.without if (tree.path / name).exists()]
    if not present:
        yield tree.path
        return
    yield from (path for path in tree.path.iterdir() if path.name not in tree.without)

"""The levels of isolation, best first, and what each consists of.

A level has three parts: what the zygote does before it loads a library, how it forks a worker, and
what the worker does before it says hello. A part that cannot be established is an error: no level
ever turns into a lesser one.
"""

import os
import tempfile
from typing import Protocol

from grader.sandbox.confinement import (
    identity,
    imports,
    landlock,
    namespaces,
    rlimits,
    root,
    seccomp,
)
from grader.sandbox.confinement.kernel import require_known_system
from grader.sandbox.confinement.runtime import LIBRARIES, find_runtime
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level


class Isolation(Protocol):
    """One level."""

    level: Level

    def enter(self) -> None:
        """Confine the zygote, which has not yet loaded its library.

        Raises:
            ConfinementError: a protection could not be established.
        """

    def fork(self) -> int:
        """Fork a worker, as `os.fork` does.

        Raises:
            ConfinementError: a protection could not be established.
        """

    def confine(self, limits: Limits) -> None:
        """Confine this worker, which dies with its parent and has its last descriptors.

        Raises:
            ConfinementError: a protection could not be established.
        """


class Full:
    """Namespaces and a private root, Landlock, seccomp, limits."""

    level: Level = "full"

    def enter(self) -> None:
        """See `Isolation`."""
        require_known_system()
        runtime = find_runtime(LIBRARIES)
        namespaces.enter()
        root.build(runtime)
        root.mount_scratch(Limits().file_mib)
        home = str(root.SCRATCH)
        os.environ.update(HOME=home, TMPDIR=home, USER="student")
        self._itself = os.pidfd_open(os.getpid())

    def fork(self) -> int:
        """See `Isolation`."""
        return namespaces.fork_into_new_pids(self._itself)

    def confine(self, limits: Limits) -> None:
        """See `Isolation`."""
        os.setsid()
        namespaces.enter_new_mounts()
        root.mount_scratch(limits.file_mib)
        identity.become_nobody()
        namespaces.enter_new_users()
        identity.drop_capabilities()
        identity.forbid_gain()
        identity.die_with_parent()  # once more: the change of user undid it
        rlimits.limit_use(limits)
        rlimits.limit_threads(limits)
        landlock.write_only_in(root.SCRATCH)
        seccomp.filter_calls()


class Container:
    """Landlock, seccomp and limits, where a container allows no namespaces; nothing to write to."""

    level: Level = "container"

    def enter(self) -> None:
        """See `Isolation`."""
        require_known_system()
        runtime = find_runtime(LIBRARIES)
        os.chdir("/")
        identity.drop_capabilities()
        identity.forbid_gain()
        landlock.read_only(runtime)
        imports.find_readable_only()
        os.environ.update(USER="student", TORCHINDUCTOR_CACHE_DIR="/")
        tempfile.tempdir = "/"  # torch asks for one at import, and none can be written to

    def fork(self) -> int:
        """See `Isolation`."""
        return os.fork()

    def confine(self, limits: Limits) -> None:
        """See `Isolation`."""
        os.setsid()
        rlimits.limit_use(limits)
        landlock.write_only_in()
        seccomp.filter_calls()


class Unconfined:
    """A process of its own with limits: for systems without more, and for trusted code."""

    level: Level = "none"

    def enter(self) -> None:
        """See `Isolation`."""

    def fork(self) -> int:
        """See `Isolation`."""
        return os.fork()

    def confine(self, limits: Limits) -> None:
        """See `Isolation`."""
        rlimits.limit_use(limits)
        imports.find_required_only(LIBRARIES)


_LEVELS: tuple[type[Isolation], ...] = (Full, Container, Unconfined)


def choose_level(level: Level) -> Isolation:
    """The level of a name."""
    return next(each for each in _LEVELS if each.level == level)()

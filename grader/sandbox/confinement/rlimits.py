"""Limits that the kernel counts."""

import resource

from grader.sandbox.confinement.kernel import establishing
from grader.sandbox.limits import Limits

_MIB = 2**20
_ADDRESSES_MIB = 65_536
"""Addresses beyond data memory: room for the largest libraries, but not for page tables that would
themselves fill the machine."""


def limit_use(limits: Limits) -> None:
    """Bound processor time, memory, files and descriptors.

    Raises:
        ConfinementError: the kernel refused.
    """
    memory = limits.memory_mib * _MIB
    # The first process of a pid namespace ignores the soft limit's signal: the hard one kills.
    _lower(resource.RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1)
    _lower(resource.RLIMIT_DATA, memory, memory)
    _lower(resource.RLIMIT_AS, *(2 * [memory + _ADDRESSES_MIB * _MIB]))
    _lower(resource.RLIMIT_FSIZE, *(2 * [limits.file_mib * _MIB]))
    _lower(resource.RLIMIT_NOFILE, limits.open_files, limits.open_files)
    _lower(resource.RLIMIT_MEMLOCK, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)


def limit_threads(limits: Limits) -> None:
    """Bound threads; they are counted per user and user namespace, so enter a new one before.

    Raises:
        ConfinementError: the kernel refused.
    """
    _lower(resource.RLIMIT_NPROC, limits.threads, limits.threads)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or leave it where it is lower already."""
    _, given = resource.getrlimit(kind)
    if given != resource.RLIM_INFINITY:
        soft, hard = min(soft, given), min(hard, given)
    with establishing("limits"):
        resource.setrlimit(kind, (soft, hard))

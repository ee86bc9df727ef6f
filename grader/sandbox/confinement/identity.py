"""Who a process is to the kernel: user, groups, capabilities, and what it can gain or outlive."""

import ctypes
import errno
import os
import signal

from grader.sandbox.confinement.kernel import call, establishing

NOBODY = 65534
"""The user and group of a worker at level full, inside its namespaces."""

_libc = ctypes.CDLL(None)

_CAPABILITY_VERSION = 0x2008_0522
_SETPCAP = 8
_MAX_CAPABILITIES = 64

_SET_PARENT_DEATH_SIGNAL = 1
_SET_DUMPABLE = 4
_DROP_FROM_BOUNDING_SET = 24
_SET_SECURE_BITS = 28
_SET_NO_NEW_PRIVILEGES = 38
_AMBIENT, _AMBIENT_CLEAR_ALL = 47, 4
_KEEP_CAPABILITIES_ACROSS_USERS = 1 << 2  # SECBIT_NO_SETUID_FIXUP


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilitySets(ctypes.Structure):
    """Low and high halves of the effective, permitted and inheritable sets."""

    _fields_ = (("halves", ctypes.c_uint32 * 6),)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies.

    A change of user undoes this. It is needed at every level, so it does not go by numbers of one
    processor's system calls.
    """
    _libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def become_nobody() -> None:
    """Leave root's user and groups; capabilities stay until they are dropped.

    An ordinary user's namespace has no other user to become: it is nobody already.

    Raises:
        ConfinementError: the user could not be changed.
    """
    if os.getuid() == NOBODY:
        return
    with establishing("identity"):
        call("prctl", _SET_SECURE_BITS, _KEEP_CAPABILITIES_ACROSS_USERS, 0, 0, 0)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def drop_capabilities() -> None:
    """Give up every capability, and the way to any.

    Raises:
        ConfinementError: one could not be given up.
    """
    with establishing("capabilities"):
        if _effective() >> _SETPCAP & 1:  # without it the set is out of reach, and of use
            _empty_bounding_set()
        call("prctl", _AMBIENT, _AMBIENT_CLEAR_ALL, 0, 0, 0)
        call("capset", _CapabilityHeader(_CAPABILITY_VERSION, 0), _CapabilitySets())


def forbid_gain() -> None:
    """No new privileges, and no look into this process's memory from others of the same user.

    Raises:
        ConfinementError: the kernel refused.
    """
    with establishing("capabilities"):
        call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        call("prctl", _SET_DUMPABLE, 0, 0, 0, 0)


def _effective() -> int:
    sets = _CapabilitySets()
    call("capget", _CapabilityHeader(_CAPABILITY_VERSION, 0), sets)
    return int(sets.halves[0])


def _empty_bounding_set() -> None:
    for capability in range(_MAX_CAPABILITIES):
        try:
            call("prctl", _DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            return  # past the last one that this kernel knows

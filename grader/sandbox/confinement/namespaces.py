"""Views of the system: users, mounts, processes, network, IPC and host name of one's own."""

import os
from pathlib import Path
from typing import NoReturn

from grader.sandbox.confinement.identity import NOBODY, die_with_parent
from grader.sandbox.confinement.kernel import call, establishing

_NEW_MOUNTS = 0x0002_0000
_NEW_HOST_NAME = 0x0400_0000
_NEW_IPC = 0x0800_0000
_NEW_USER = 0x1000_0000
_NEW_PIDS = 0x2000_0000
_NEW_NETWORK = 0x4000_0000

_ALL_BUT_USER = _NEW_MOUNTS | _NEW_HOST_NAME | _NEW_IPC | _NEW_PIDS | _NEW_NETWORK
_HOST_NAME = b"sandbox"


def enter() -> None:
    """Go on in new namespaces, in a forked process that is the first of its pid namespace.

    The process that called stays behind; it waits, and ends as the new one does. A network
    namespace starts with no interface that is up.

    Raises:
        ConfinementError: the kernel refused.
    """
    with establishing("namespaces"):
        if os.getuid() == 0:
            call("unshare", _ALL_BUT_USER)
        else:
            _unshare_as_ordinary_user()
        call("sethostname", _HOST_NAME, len(_HOST_NAME))
    pid = os.fork()
    if pid != 0:
        _wait_and_end(pid)
    die_with_parent()


def fork_into_new_pids(own: int) -> int:
    """Fork a child that is the first of a pid namespace: all that it starts dies with it.

    Args:
        own: a pidfd of the calling process.

    Returns:
        As `os.fork` does.

    Raises:
        ConfinementError: the kernel refused.
    """
    with establishing("namespaces"):
        call("unshare", _NEW_PIDS)
    pid = os.fork()
    if pid != 0:
        with establishing("namespaces"):
            call("setns", own, _NEW_PIDS)
    return pid


def enter_new_mounts() -> None:
    """Go on with mounts, IPC objects and a host name that no sibling shares.

    Raises:
        ConfinementError: the kernel refused.
    """
    with establishing("namespaces"):
        call("unshare", _NEW_MOUNTS | _NEW_IPC | _NEW_HOST_NAME)


def enter_new_users() -> None:
    """Go on in a user namespace without any users: what capabilities there are, rule nothing.

    It also gives the process its own count of threads, for its limit.

    Raises:
        ConfinementError: the kernel refused.
    """
    with establishing("namespaces"):
        call("unshare", _NEW_USER)


def _unshare_as_ordinary_user() -> None:
    user, group = os.geteuid(), os.getegid()
    call("unshare", _NEW_USER | _ALL_BUT_USER)
    Path("/proc/self/setgroups").write_text("deny")  # the kernel's condition for the next line
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")


def _wait_and_end(pid: int) -> NoReturn:
    os.closerange(0, 2)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)

"""Runs a command on what looks like a lesser system: `python lesser_system.py SYSTEM COMMAND...`.

`docker` is what Docker allows by default: no new namespaces, no mounts, and fourteen capabilities.
The other systems lack one more protection each.
"""

import errno
import os
import sys

from grader.sandbox.confinement import bpf
from grader.sandbox.confinement.kernel import call
from grader.sandbox.confinement.seccomp import Program
from grader.sandbox.confinement.syscalls import NUMBERS

_NAMESPACE_FLAGS = 0x7E02_0000
_NO_NEW_PRIVILEGES, _DROP_FROM_BOUNDING_SET = 38, 24
_SET_SECCOMP, _FILTER = 22, 2
_LAST_CAPABILITY = 40

_DOCKER = ("unshare", "setns", "mount", "umount2", "pivot_root", "mount_setattr", "sethostname")
SYSTEMS = {
    "docker": _DOCKER,
    "docker_without_landlock": (*_DOCKER, "landlock_create_ruleset"),
    "docker_without_seccomp": (*_DOCKER, "seccomp"),
    "without_mounts": ("mount",),
}
_CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}


def main(system: str, command: list[str]) -> None:
    if os.geteuid() != 0:  # who is not root may install a filter only so
        call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    program = Program.of(bpf.encode(refusing(SYSTEMS[system])))
    call("prctl", _SET_SECCOMP, _FILTER, program, 0, 0)
    if os.geteuid() == 0 and system.startswith("docker"):
        for capability in set(range(_LAST_CAPABILITY + 1)) - _CAPABILITIES:
            call("prctl", _DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
    os.execvp(command[0], command)


def refusing(names: tuple[str, ...]) -> list[bpf.Instruction]:
    """A filter that lets through all but some calls, and processes in new namespaces."""
    no = bpf.give(bpf.refuse(errno.EPERM))
    program = bpf.load_number()
    for name in names:
        program += bpf.on_number(NUMBERS[name], no)
    if "unshare" in names:
        in_old = bpf.if_all([bpf.Condition(0, _NAMESPACE_FLAGS, 0)], bpf.ALLOW)
        program += bpf.on_number(NUMBERS["clone"], in_old + no)
        program += bpf.on_number(NUMBERS["clone3"], bpf.give(bpf.refuse(errno.ENOSYS)))
    return program + bpf.give(bpf.ALLOW)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

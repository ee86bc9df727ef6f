"""Which level this machine allows: found by establishing each in a process that is thrown away.

What a system says of itself is no evidence: files that tell of Landlock may be hidden where it
works, and a container may refuse what its kernel can do.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, get_args

from grader.sandbox.confinement.system import unknown_system
from grader.sandbox.protocol import Level

_TRIAL_S = 30.0

_SWITCHES = (("user/max_user_namespaces", "0", "15000"),)
_SWITCHES_FOR_ORDINARY_USERS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("kernel/unprivileged_userns_clone", "0", "1"),
)
_SET_SWITCH = "sudo sysctl -w {name}={value}"
_ALLOW_IN_CONTAINER = (
    "docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined ..."
)
_ADD_LANDLOCK = (
    "Boot Linux 5.13 or newer with `landlock` in the list `lsm=` of the kernel's command line."
)
_ALLOW_CALLS_IN_CONTAINER = "docker run --security-opt seccomp=unconfined ..."
_ANOTHER_KERNEL = "Boot a kernel built with CONFIG_SECCOMP_FILTER."
_ANOTHER_SYSTEM = "Grade on Linux, on a machine with an x86-64 processor."
_MENDS = {"system": _ANOTHER_SYSTEM, "Landlock": _ADD_LANDLOCK, "seccomp": _ANOTHER_KERNEL}


class Missing(NamedTuple):
    """Why a level cannot be established.

    Attributes:
        level: which.
        protection: the first one that is refused.
        reason: what the system said.
        mend: a command, or a sentence, that tells what to do.
    """

    level: Level
    protection: str
    reason: str
    mend: str


class Probe(NamedTuple):
    """What this machine allows.

    Attributes:
        level: the best that can be established.
        missing: why the better ones cannot.
    """

    level: Level
    missing: tuple[Missing, ...]


def probe() -> Probe:
    """Try the levels, best first. Takes about a tenth of a second for each."""
    missing: list[Missing] = []
    for level in get_args(Level):
        if level == "none" or (lack := try_level(level)) is None:
            break
        missing.append(lack)
    return Probe(level, tuple(missing))


def try_level(level: Level) -> Missing | None:
    """Establish a level for a zygote and a worker that do nothing; None if that went well."""
    if (found := unknown_system()) is not None:
        return Missing(level, "system", found, _mend("system", found))
    command = [sys.executable, "-P", "-m", "grader.sandbox.confinement", level]
    try:
        trial = subprocess.run(command, capture_output=True, timeout=_TRIAL_S, check=False)
    except subprocess.TimeoutExpired:
        return Missing(level, "trial", f"it did not end within {_TRIAL_S:g} s", "")
    if trial.returncode == 0:
        return None
    protection, _, reason = trial.stdout.decode(errors="replace").strip().partition(": ")
    if not reason:
        protection, reason = "trial", f"it ended with {trial.returncode} and said nothing"
    return Missing(level, protection, reason, _mend(protection, reason))


def _mend(protection: str, reason: str) -> str:
    if protection in ("Landlock", "seccomp") and "(EPERM)" in reason:
        return _ALLOW_CALLS_IN_CONTAINER  # the kernel has it, and a filter around us refuses it
    if protection in _MENDS:
        return _MENDS[protection]
    switches = _SWITCHES if os.geteuid() == 0 else _SWITCHES_FOR_ORDINARY_USERS + _SWITCHES
    for name, refuses, allows in switches:
        if _switch(name) == refuses:
            return _SET_SWITCH.format(name=name.replace("/", "."), value=allows)
    return _ALLOW_IN_CONTAINER


def _switch(name: str) -> str | None:
    try:
        return Path("/proc/sys", name).read_text().strip()
    except OSError:  # this kernel has no such switch
        return None

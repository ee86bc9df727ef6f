"""The one kind of system whose confinement is written here."""

import platform
import sys

_UNKNOWN = "{system} on {machine} has no confinement here"


def unknown_system() -> str | None:
    """What this system is, where it is not Linux on x86-64.

    System calls go by number, and another processor gives the same numbers to other calls.
    """
    if sys.platform == "linux" and platform.machine() == "x86_64":
        return None
    return _UNKNOWN.format(system=platform.system(), machine=platform.machine())

"""What the machine has of what the grader needs."""

import platform
from importlib.metadata import PackageNotFoundError, version

import msgspec

import grader

PACKAGES = ("numpy", "torch", "pytest", "pytest-json-report", "msgspec", "typer", "rich")

NOT_INSTALLED = "not installed"
INSTALL = "pip install -c constraints.txt {package}"
NO_ISOLATION = "none: a process of its own with limits, no kernel confinement"
TRUSTED_ONLY = "Grade only people whom you trust with this machine."


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        name: what.
        found: what there is.
        ok: whether it will do.
        mend: what to do about it; empty where there is nothing to do.
    """

    name: str
    found: str
    ok: bool = True
    mend: str = ""


def examine() -> list[Finding]:
    """Look at versions and protection."""
    return [
        Finding("grader", grader.__version__),
        Finding("Python", platform.python_version()),
        Finding("System", f"{platform.system()} {platform.machine()}"),
        *(_package(name) for name in PACKAGES),
        Finding("Isolation", NO_ISOLATION, mend=TRUSTED_ONLY),
    ]


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, NOT_INSTALLED, ok=False, mend=INSTALL.format(package=name))

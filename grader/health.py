"""What the machine has of what the grader needs."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import msgspec

import grader
from grader.sandbox.confinement.probing import probe
from grader.sandbox.protocol import Level

PACKAGES = ("numpy", "torch", "pytest", "msgspec", "typer", "rich", "jinja2")

NOT_INSTALLED = "not installed"
INSTALL = "pip install -c constraints.txt {package}"
NOT_ESTABLISHED = "{protection}: {reason}"
LEVELS: dict[Level, str] = {
    "full": "full",
    "container": "container: fewer protections than full",
    "none": "none: a class is graded so only with --isolation none",
}


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
        *_isolation(),
    ]


def _isolation() -> Iterator[Finding]:
    """The best level that this machine allows, and what stands in the way of better ones."""
    found = probe()
    yield Finding("Isolation", LEVELS[found.level], ok=found.level != "none")
    for lack in found.missing:
        words = NOT_ESTABLISHED.format(protection=lack.protection, reason=lack.reason)
        yield Finding(f"Isolation {lack.level}", words, ok=False, mend=lack.mend)


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, NOT_INSTALLED, ok=False, mend=INSTALL.format(package=name))

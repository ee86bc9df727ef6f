"""What the machine has of what the grader needs."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import msgspec

import grader
from grader.places import install_command
from grader.sandbox.confinement.probing import probe
from grader.sandbox.protocol import Level

PACKAGES = ("numpy", "torch", "pytest", "msgspec", "typer", "rich", "watchfiles", "matplotlib")
FOR_CLASSES = ("jinja2", "copydetect", "junitparser", "nbformat", "pyyaml")

NOT_INSTALLED = "not installed"
NOT_ESTABLISHED = "{protection}: {reason}"
LEVELS: dict[Level, str] = {
    "full": "full",
    "container": "container: fewer protections than full",
    "none": "none: a class is graded so only with --isolation none",
}
OWN_CODE = "{level}, which will do for your own code"

_has_classes = find_spec("grader.classroom") is not None  # not in a students' kit


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
        *(_of_classes() if _has_classes else _of_a_kit()),
    ]


def _of_a_kit() -> Iterator[Finding]:
    """What only says how a student's own code runs: any way will do."""
    yield Finding("Isolation", OWN_CODE.format(level=probe().level))


def _of_classes() -> Iterator[Finding]:
    """What only classes need: others' code to be confined, and pages."""
    yield from (_package(name) for name in FOR_CLASSES)
    yield from _isolation()


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
        return Finding(name, NOT_INSTALLED, ok=False, mend=install_command(name))

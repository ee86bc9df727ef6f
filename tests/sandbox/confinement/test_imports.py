"""Imports find the same where more packages can be seen."""

import subprocess
import sys

IMPORTED = """
import sys
from grader.sandbox.confinement.imports import find_required_only
{first}
for name in sys.argv[1:]:
    try:
        __import__(name)
    except ModuleNotFoundError:
        print(name)
"""


def missing(first: str, *names: str) -> list[str]:
    """Which of these cannot be imported in a fresh interpreter, after something has been run."""
    command = [sys.executable, "-c", IMPORTED.format(first=first), *names]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_where_nothing_is_hidden_other_packages_are_not_found_either() -> None:
    names = ("numpy", "sysconfig", "rich", "pytest", "json")
    assert missing("find_required_only(('numpy',))", *names) == ["rich", "pytest"]
    assert missing("", *names) == []


def test_parts_of_a_package_that_is_there_already_are_found() -> None:
    assert missing("import rich; find_required_only(('numpy',))", "rich.text") == []

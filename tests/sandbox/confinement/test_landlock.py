"""Landlock alone, as level container has it: what may be opened does not depend on the user."""

import sysconfig
from pathlib import Path

import pytest

from tests.sandbox.confinement.attempts import evaluate
from tests.sandbox.confinement.worlds import Driver, World
from tests.sandbox.conftest import Drivers


@pytest.fixture(
    params=[World("container", "root", "docker"), World("container", "ordinary", "docker")],
    ids=str,
)
def container(request: pytest.FixtureRequest, drivers: Drivers) -> Driver:
    return drivers(request.param)


def test_no_folder_can_be_written_to(container: Driver, unconfined: Driver) -> None:
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/"):
        source = evaluate(f"os.mkdir({folder + '/grader-mark'!r})")
        assert "PermissionError" in container.attempt(source).kinds
    there = evaluate("os.rmdir(__import__('tempfile').mkdtemp())")
    assert unconfined.attempt(there).succeeded


def test_a_temporary_file_is_plainly_refused(container: Driver) -> None:
    source = evaluate("tempfile.TemporaryFile()", imports="tempfile")
    assert "PermissionError" in container.attempt(source).kinds


def test_packages_that_are_not_needed_cannot_be_read(container: Driver, unconfined: Driver) -> None:
    path = Path(pytest.__file__)
    source = evaluate(f"len(open({str(path)!r}).read())")
    assert "PermissionError" in container.attempt(source).kinds
    assert unconfined.attempt(source).succeeded


def test_packages_inside_the_standard_library_cannot_be_read(container: Driver) -> None:
    packages = Path(sysconfig.get_path("stdlib")) / "site-packages"
    for path in [*packages.glob("*/__init__.py")][:3]:
        source = evaluate(f"open({str(path)!r})")
        assert "PermissionError" in container.attempt(source).kinds


def test_modules_that_were_not_loaded_yet_can_be_imported(container: Driver) -> None:
    source = evaluate("[colorsys.rgb_to_hsv(0, 0, 0), poly.polyval(1, [2])][1]").replace(
        "import os", "import colorsys\nimport numpy.polynomial.polynomial as poly"
    )
    assert container.attempt(source).succeeded

"""What lies outside can be neither read nor changed; what is needed can be read."""

import sys
import sysconfig
from pathlib import Path

import pytest

import grader
from tests.sandbox.confinement.attempts import FILL_SCRATCH, MANY_FILES, evaluate
from tests.sandbox.confinement.worlds import Driver, World
from tests.sandbox.conftest import Drivers

KIT = Path(grader.__file__ or "").parent
STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))

ON_THE_WAY = {Path(each).parts[1] for each in (sys.prefix, sys.base_prefix, KIT)}
"""Where the runtime lies, by the names that lead there from the root."""

OUTSIDE = (
    KIT / "topics" / "neuron" / "test_hidden.py",
    KIT / "topics" / "neuron" / "misconceptions.py",
    KIT / "judge" / "glass.py",
    KIT.parent / "solutions" / "neuron.py",
    Path("/etc/passwd"),
    Path("/proc/self/status"),
    Path("/proc/version"),
)


@pytest.fixture(params=[World("full", "root"), World("full", "ordinary")], ids=str)
def private(request: pytest.FixtureRequest, drivers: Drivers) -> Driver:
    return drivers(request.param)


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.name)
def test_a_file_outside_cannot_be_read(path: Path, confined: Driver, unconfined: Driver) -> None:
    source = evaluate(f"len(open({str(path)!r}).read())")
    assert "OSError" in confined.attempt(source).kinds
    assert unconfined.attempt(source).succeeded


@pytest.mark.parametrize("folder", ["/", "/home", "/tmp", str(KIT.parent), str(KIT / "topics")])
def test_a_folder_outside_shows_nothing_of_it(
    folder: str, private: Driver, unconfined: Driver
) -> None:
    source = evaluate(f"' '.join(os.listdir({folder!r}))")
    shown = set(str(private.attempt(source).value or "").split())
    there = set(str(unconfined.attempt(source).value).split())
    unneeded = {"home", "tmp", "var", "boot", "solutions", "exercises", "tests", "topics", "neuron"}
    assert not shown & (unneeded - ON_THE_WAY)
    assert there or folder in ("/home", "/tmp")


def test_only_this_package_of_the_kit_is_there(private: Driver) -> None:
    shown = private.attempt(evaluate(f"' '.join(sorted(os.listdir({str(KIT)!r})))")).value
    assert shown == "__init__.py sandbox"


def test_packages_of_the_base_installation_are_not_there(private: Driver) -> None:
    folder = str(STANDARD_LIBRARY / "site-packages")
    outcome = private.attempt(evaluate(f"' '.join(os.listdir({folder!r}))"))
    assert not set(str(outcome.value or "").split()) & {"pip", "grader", "pytest"}


def test_nothing_can_be_written_outside(
    confined: Driver, unconfined: Driver, tmp_path: Path
) -> None:
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    source = evaluate(f"open({str(tmp_path / 'mark')!r}, 'w').write('x')")
    assert "OSError" in confined.attempt(source).kinds
    assert unconfined.attempt(source).succeeded


@pytest.mark.parametrize("path", [KIT / "__init__.py", STANDARD_LIBRARY / "os.py"])
def test_what_can_be_read_cannot_be_changed(path: Path, confined: Driver) -> None:
    before = path.read_bytes()
    for expression in (f"open({str(path)!r}, 'a')", f"os.remove({str(path)!r})"):
        assert "OSError" in confined.attempt(evaluate(expression)).kinds
    assert path.read_bytes() == before


def test_the_environment_is_not_there(confined: Driver, unconfined: Driver) -> None:
    source = evaluate("' '.join(os.environ)")
    for driver in (confined, unconfined):
        names = set(str(driver.attempt(source).value).split())
        assert names.isdisjoint({"SECRET_OF_THE_JUDGE", "PATH", "PWD", "LOGNAME"})


def test_a_file_can_be_written_in_the_scratch_folder(private: Driver) -> None:
    source = evaluate("[open('a', 'w').write('xy'), open('a').read()][1]")
    assert private.attempt(source).value == "xy"


def test_what_was_written_is_gone_for_the_next_worker(private: Driver) -> None:
    assert private.attempt(evaluate("open('left', 'w').write('x')")).succeeded
    assert private.attempt(evaluate("len(os.listdir('.'))")).value == 0


@pytest.mark.parametrize("source", [FILL_SCRATCH, MANY_FILES])
def test_the_scratch_folder_is_small(source: str, private: Driver) -> None:
    assert "OSError" in private.attempt(source).kinds


def test_a_device_works(confined: Driver) -> None:
    assert confined.attempt(evaluate("open(os.devnull, 'w').write('x')")).succeeded
    assert confined.attempt(evaluate("len(open('/dev/urandom', 'rb').read(8))")).value == 8

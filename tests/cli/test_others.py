"""`grader stubs`, `doctor` and `demo`."""

import csv
from pathlib import Path

import pytest

import grader
from grader.demo import BROKEN, HALFWAY, MISTAKEN, UNTOUCHED
from grader.health import PACKAGES
from grader.sandbox.confinement.probing import probe
from tests.commands import run
from tests.judges import stub, topics


def test_the_version_is_told() -> None:
    told = run("--version")
    assert (told.returncode, told.stdout) == (0, f"neuron-to-mlp {grader.__version__}\n")


def test_stubs_writes_every_stub_once(tmp_path: Path) -> None:
    first = run("stubs", "--to", tmp_path / "stubs")
    assert first.returncode == 0
    assert first.stdout.count("Written: ") == len(topics())
    for topic in topics():
        assert (tmp_path / "stubs" / f"{topic.name}.py").read_text("utf-8") == stub(topic.name)
    again = run("stubs", "--to", tmp_path / "stubs")
    assert (again.returncode, again.stdout) == (0, "Every stub is in step with its solution.\n")


def test_stubs_that_cannot_be_written_are_a_misuse(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("stubs", "--to", tmp_path / "file")
    assert done.returncode == 2
    assert "cannot be written" in " ".join(done.stderr.replace("│", "").split())


def test_the_committed_stubs_are_in_step() -> None:
    assert "Every stub is in step" in run("stubs", "--to", Path("exercises").resolve()).stdout


def test_doctor_names_what_there_is_and_the_isolation_truthfully() -> None:
    done = run("doctor")
    assert done.returncode == (0 if probe().level == "full" else 1), "1 where something is missing"
    assert all(package in done.stdout for package in PACKAGES)
    assert "Isolation" in done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[list[str]], int]:
    """The demo's output, its gradebook and its exit code."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", TMPDIR=str(folder))
    (gradebook,) = folder.glob("*/graded/gradebook.csv")
    assert len(list(gradebook.parent.glob("reports/*.json"))) == 8
    rows = list(csv.reader(gradebook.read_text(encoding="utf-8").splitlines()))
    return done.stdout, rows, done.returncode


def test_demo_ends_well_and_says_where_the_reports_are(
    demo: tuple[str, list[list[str]], int],
) -> None:
    text, _, code = demo
    assert code == 0
    assert "gradebook.csv" in text
    assert "reports" in text


def test_demo_shows_everybody_with_varied_scores(demo: tuple[str, list[list[str]], int]) -> None:
    text, (_, *people), _ = demo
    names = {*MISTAKEN, HALFWAY, UNTOUCHED, BROKEN}
    assert {row[0] for row in people} == names
    assert all(name in text for name in names)
    scores = {row[0]: float(row[-1]) for row in people}
    assert scores["Ada"] == 100
    assert scores[UNTOUCHED] == 0
    assert scores[HALFWAY] == 54
    assert scores[BROKEN] == 90
    assert len(set(scores.values())) >= 6

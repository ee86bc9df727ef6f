"""The built wheel works where nothing of the clone is."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAIN = "import sys; sys.argv[0] = 'grader'; from grader.cli import main; main()"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", folder, ROOT], check=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, code: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_carries_all_that_grading_needs_and_no_junk(installed: Path) -> None:
    topics = installed / "grader" / "topics"
    names = [file.parent.name for file in topics.glob("*/topic.toml")]
    assert len(names) == 9
    for name in names:
        assert (topics / name / "test_hidden.py").is_file()
        assert (topics / name / "misconceptions.py").is_file()
        assert (installed / "grader" / "data" / "exercises" / f"{name}.py").is_file()
        assert (installed / "grader" / "data" / "solutions" / f"{name}.py").is_file()
    assert (installed / "grader" / "py.typed").is_file()
    assert not [each for each in installed.rglob("*") if each.suffix in (".pyc", ".whl")]
    assert not list(installed.rglob("progress.json"))


def test_its_command_checks_its_own_solutions(installed: Path) -> None:
    solutions = installed / "grader" / "data" / "solutions"
    done = run(installed, MAIN, "check", "neuron", "mlp", "--from", str(solutions), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["score"] == report["max_score"]


def test_it_is_a_library_that_grades_a_class(installed: Path, tmp_path: Path) -> None:
    student = tmp_path / "class" / "anna"
    student.mkdir(parents=True)
    solution = installed / "grader" / "data" / "solutions" / "neuron.py"
    (student / "neuron.py").write_bytes(solution.read_bytes())
    code = (
        "import sys; from pathlib import Path; from grader import grade\n"
        "for report in grade(Path(sys.argv[1]), Path(sys.argv[2]), topics=['neuron']):\n"
        "    print(report.submission, report.score)\n"
    )
    done = run(installed, code, str(tmp_path / "class"), str(tmp_path / "out"))
    assert done.stdout.split() == ["anna", "8.0"], done.stderr
    assert (tmp_path / "out" / "gradebook.csv").is_file()

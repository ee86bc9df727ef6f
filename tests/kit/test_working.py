"""A kit at work: it checks, names mistakes, and says which suites it ran, with or without forks."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from grader import grade
from grader.curriculum import TOPICS_FOLDER, load_curriculum
from grader.places import data_folder
from grader.variants import put_into, read_misconceptions
from tests.commands import NO_TORCH
from tests.companion.terminal import Terminal
from tests.kit.conftest import MAIN, Run

SPAWNING = (
    "import grader.judge.client as c; from grader.judge.launching import launch_spawning; "
    "c.launch_here = lambda: launch_spawning; import grader.checking as k; "
    "k.probe = lambda: __import__('types').SimpleNamespace(level='none'); "
    "from grader.cli import main; main()"
)


@pytest.fixture
def mine(kit: Path, tmp_path: Path) -> Path:
    """A student's folder of modules."""
    return Path(shutil.copytree(kit / "exercises", tmp_path / "exercises"))


def with_misconception(identity: str) -> str:
    topic = identity.partition(".")[0]
    file = TOPICS_FOLDER / topic / "misconceptions.py"
    solution = (data_folder("solutions") / f"{topic}.py").read_text(encoding="utf-8")
    variant = next(each for each in read_misconceptions(file) if each.identity == identity)
    return put_into(solution, variant)


def test_right_modules_pass_all_examples(run_kit: Run, mine: Path) -> None:
    shutil.copytree(data_folder("solutions"), mine, dirs_exist_ok=True)
    ended = run_kit("check", "--json")
    assert ended.returncode == 0, ended.stderr
    report = json.loads(ended.stdout)
    outcomes = {each["outcome"] for topic in report["topics"] for each in topic["criteria"]}
    suites = {each["suite"] for topic in report["topics"] for each in topic["criteria"]}
    assert (outcomes, suites, report["score"]) == ({"passed"}, {"examples"}, None)


@pytest.mark.usefixtures("mine")
def test_stubs_are_not_written_yet(run_kit: Run) -> None:
    ended = run_kit("check")
    assert ended.returncode == 1
    assert "Only the examples were run" in ended.stdout
    assert "Nothing is written yet" in ended.stdout


@pytest.mark.parametrize("code", ["from grader.cli import main; main()", SPAWNING])
def test_a_misconception_is_named_with_nothing_of_its_code(
    run_kit: Run, mine: Path, code: str
) -> None:
    (mine / "neuron.py").write_text(with_misconception("neuron.no-bias"), encoding="utf-8")
    ended = run_kit("check", "neuron", "--json", code=code)
    exercises = json.loads(ended.stdout)["topics"][0]["exercises"]
    assert exercises[0]["misconceptions"] == ["neuron.no-bias"]
    assert [each["misconceptions"] for each in exercises[1:]] == [[], []]


def test_where_the_suites_are_others_mistakes_are_not_named_and_it_is_said(
    kit: Path, run_kit: Run, mine: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(kit, tmp_path / "other"))
    suite = other / "grader" / "topics" / "neuron" / "test_examples.py"
    suite.write_text(suite.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    (mine / "neuron.py").write_text(with_misconception("neuron.no-bias"), encoding="utf-8")
    ended = run_kit("check", "neuron", kit=other)
    assert "Mistakes are not named here" in ended.stdout, ended.stderr


def test_what_is_packed_is_taken_by_the_class_grader(
    run_kit: Run, mine: Path, tmp_path: Path
) -> None:
    shutil.copytree(data_folder("solutions"), mine, dirs_exist_ok=True)
    ended = run_kit("pack")
    assert ended.returncode == 0, ended.stderr
    class_folder = tmp_path / "class"
    class_folder.mkdir()
    shutil.move(tmp_path / "submission.zip", class_folder / "anna.zip")
    (report,) = grade(class_folder, tmp_path / "out", topics=["neuron"])
    assert (report.submission, report.score) == ("anna", report.max_score)


def test_watch_checks_one_save_after_another(kit: Path, mine: Path) -> None:
    """A judge of a kit has no solutions to learn from, and stays."""
    wrong = "def weighted_sum(x, w, b):\n    raise ValueError('save number {number}.')\n"
    program = (sys.executable, "-P", "-c", f"import sys; sys.argv[0] = 'grader'; {MAIN}")
    with Terminal(["watch"], cwd=mine.parent, program=program, PYTHONPATH=str(kit)) as terminal:
        terminal.wait_for("Checked")
        for number in range(4):
            (mine / "neuron.py").write_text(wrong.format(number=number), encoding="utf-8")
            assert "failed" not in terminal.wait_for(f"save number {number}.")


def test_files_older_than_a_zip_can_tell_are_packed(run_kit: Run, mine: Path) -> None:
    """A kit is unpacked with the first date of zips, and packed in a zone further west."""
    os.utime(mine / "neuron.py", (0, 0))
    assert run_kit("pack").returncode == 0


def test_a_module_that_cannot_be_read_leaves_the_former_archive_alone(
    run_kit: Run, mine: Path
) -> None:
    archive = mine.parent / "submission.zip"
    assert run_kit("pack").returncode == 0
    former = archive.read_bytes()
    (mine / "neuron.py").unlink()
    (mine / "neuron.py").symlink_to("/proc/self/mem")  # a file that refuses to be read
    assert run_kit("pack").returncode == 2
    assert archive.read_bytes() == former


@pytest.mark.usefixtures("mine")
def test_an_archive_that_cannot_be_written_is_a_sentence(run_kit: Run) -> None:
    for place in ("nowhere/x.zip", "exercises"):
        ended = run_kit("pack", "--to", place)
        assert ended.returncode == 2
        assert ended.stderr.startswith(f"{place} could not be written: ")
        assert ended.stderr.endswith("Name another file with --to.\n")


def test_a_notebook_s_cell_that_was_not_run_is_told_when_packing(run_kit: Run, mine: Path) -> None:
    """What is handed in is the module, which the student may believe to be up to date."""
    notebook = {"cells": [{"source": ["%%writefile neuron.py\n", "x = 2\n"]}, {"source": "x = 3"}]}
    (mine / "neuron.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (mine / "mlp.ipynb").write_text("no notebook", encoding="utf-8")
    ended = run_kit("pack")
    assert ended.stderr.startswith("neuron.ipynb holds another text than neuron.py")
    assert "mlp" not in ended.stderr
    (mine / "neuron.py").write_text("x = 2\n", encoding="utf-8")
    assert run_kit("pack").stderr == ""


def test_instructors_commands_are_not_there(run_kit: Run) -> None:
    assert "Instructors" not in run_kit("--help").stdout
    assert run_kit("grade", "x", "--out", "y").returncode == 2


@pytest.mark.usefixtures("mine")
def test_every_command_of_the_readme_works_as_it_is_written(kit: Path, run_kit: Run) -> None:
    text = (kit / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?:^    |`)grader ([^`\n]*)", text, re.MULTILINE)
    assert {"check neuron", "watch", "pack"} <= set(commands)
    for command in set(commands) - {"watch"}:  # which has tests of its own, in a terminal
        ended = run_kit(*command.split())
        assert ended.returncode in (0, 1), (command, ended.stderr)


def test_topics_without_torch_need_none(run_kit: Run, mine: Path, tmp_path: Path) -> None:
    shutil.copytree(data_folder("solutions"), mine, dirs_exist_ok=True)
    (tmp_path / "sitecustomize.py").write_text(NO_TORCH)
    names = [topic.name for topic in load_curriculum() if topic.library == "numpy"]
    ended = run_kit("check", *names, also=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    ended = run_kit("check", "neuron", "mlp", also=tmp_path)
    assert "This topic needs PyTorch, which is not installed: python -m pip install torch" in (
        " ".join(ended.stdout.split())
    )
    assert "Nothing is left" not in ended.stdout


def test_the_doctor_of_a_kit_looks_at_what_a_student_needs(run_kit: Run) -> None:
    ended = run_kit("doctor")
    assert ended.returncode == 0, ended.stdout
    assert "jinja2" not in ended.stdout
    assert "matplotlib" in ended.stdout


def test_help_speaks_of_no_command_that_is_not_there(run_kit: Run) -> None:
    said = run_kit("--help").stdout
    assert "demo" not in said
    assert "Exit codes: 0 all passed, 1 not all passed" in said

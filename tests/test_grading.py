"""The library's face: `check` and `grade`."""

import re
from pathlib import Path

import msgspec
import pytest

import grader
from grader import Report, check, grade
from grader.curriculum import UnknownTopic
from grader.places import data_folder
from grader.submission import SubmissionError
from tests.judges import solution, stub


def hand_in(folder: Path, **submissions: str) -> Path:
    """A class whose neuron.py are these."""
    for name, text in submissions.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "neuron.py").write_text(text, encoding="utf-8")
    return folder


def test_the_face_is_what_is_promised() -> None:
    assert set(grader.__all__) == {"Report", "check", "grade"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", grader.__version__)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        grader.chekc  # noqa: B018


def test_importing_the_package_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    script = (
        "import sys, grader, grader.cli.main; print([m for m in ('torch', 'numpy', 'pytest')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_check_judges_the_topics_that_are_named() -> None:
    report = check(data_folder("solutions"), ["neuron"])
    assert isinstance(report, Report)
    assert (report.submission, report.score, report.max_score) == ("solutions", 8.0, 8.0)
    assert [each.name for each in report.topics] == ["neuron"]
    assert report.run.torch is None, "NumPy topics alone load no torch"


def test_what_is_missing_is_listed_with_every_criterion(tmp_path: Path) -> None:
    missing = check(tmp_path, ["neuron"])
    whole = check(data_folder("solutions"), ["neuron"])
    assert (missing.score, missing.max_score) == (0.0, 8.0)
    (topic,) = missing.topics
    assert (topic.status, topic.problem) == ("missing", "There is no neuron.py in the submission.")
    assert [each.name for each in topic.criteria] == [
        each.name for each in whole.topics[0].criteria
    ]
    assert [(each.name, each.max_score) for each in topic.exercises] == [
        (each.name, each.max_score) for each in whole.topics[0].exercises
    ]


def test_grade_yields_each_report_once_it_is_written(tmp_path: Path) -> None:
    submissions = hand_in(tmp_path / "class", a=solution("neuron"), b=stub("neuron"))
    out = tmp_path / "out"
    grading = grade(submissions, out, topics=["neuron"])
    for report in grading:
        file = out / "reports" / f"{report.submission}.json"
        assert msgspec.json.decode(file.read_bytes(), type=Report) == report
        assert not (out / "gradebook.csv").exists()
    assert (out / "gradebook.csv").exists()


def test_more_jobs_than_submissions_and_fewer_give_the_same(tmp_path: Path) -> None:
    texts = {f"s{number}": f"# {number}\n" + solution("neuron") for number in range(4)}
    submissions = hand_in(tmp_path / "class", **texts)
    books = set()
    for jobs in (1, 3, 9):
        out = tmp_path / f"out{jobs}"
        assert len(list(grade(submissions, out, jobs, topics=["neuron"]))) == 4
        books.add((out / "gradebook.csv").read_text())
    assert len(books) == 1


def test_whoever_stops_asking_stops_the_grading(tmp_path: Path) -> None:
    submissions = hand_in(tmp_path / "class", a=solution("neuron"), b=solution("neuron"))
    grading = grade(submissions, tmp_path / "out", topics=["neuron"])
    next(grading)
    grading.close()  # type: ignore[attr-defined]
    assert not (tmp_path / "out" / "gradebook.csv").exists()


def test_misuse_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    submissions = hand_in(tmp_path / "class", a="")
    with pytest.raises(UnknownTopic):
        check(tmp_path, ["neurn"])
    with pytest.raises(SubmissionError):
        check(tmp_path / "nowhere", ["neuron"])
    with pytest.raises(UnknownTopic):
        list(grade(submissions, tmp_path / "out", topics=["neurn"]))
    with pytest.raises(SubmissionError):
        list(grade(tmp_path / "nowhere", tmp_path / "out", topics=["neuron"]))

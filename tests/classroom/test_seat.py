"""A judge's seat: whatever happens to a judge, the submission has a report, and its cause a log."""

from pathlib import Path
from tempfile import TemporaryFile

import pytest

from grader.classroom.seat import Seat
from grader.judge.errors import GraderFault
from grader.report.types import Report
from grader.submission import Submission
from tests.topic_copies import RIGHT, make_topic

DEADLY = '''
"""A suite that ends its judge over some submissions."""

import os

from grader.judge.suite import assert_close, core


@core("double", points=2)
def test_doubles(student):
    """Twice the number."""
    if student.double(1.0) == 3.0:
        os._exit(7)
    assert_close(student.double(2.0), 4.0)


@core("shout", points=1)
def test_shouts(student):
    """In capitals."""
    assert_close(student.shout("a"), "A")
'''


def outcomes(report: Report) -> set[str]:
    return {each.outcome for topic in report.topics for each in topic.criteria}


def submission(body: str) -> Submission:
    return Submission("anna", {"small": RIGHT.replace("return 2 * x", body).encode()}, {})


def test_a_submission_that_ends_two_judges_has_no_mark_and_a_log_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    topics = make_topic(tmp_path / "topics", hidden=DEADLY)
    with TemporaryFile() as room, Seat(topics, "none", room.fileno()) as seat:
        report = seat.judge(submission("return 3.0"), 0)
        assert (outcomes(report), report.score) == ({"grader_error"}, None)
        assert "passed" in outcomes(seat.judge(submission("return 2 * x"), 0))
    (log,) = (tmp_path / "cache" / "neuron-to-mlp" / "logs").iterdir()
    assert log.read_text(encoding="utf-8").count("a judge died over the submission anna") >= 2


def test_a_judge_that_died_while_nobody_asked_is_replaced(tmp_path: Path) -> None:
    with TemporaryFile() as room, Seat(make_topic(tmp_path), "none", room.fileno()) as seat:
        first = seat.judge(submission("return 2 * x"), 0)
        seat._judge.stop()
        assert outcomes(seat.judge(submission("return 2 * x"), 0)) == outcomes(first) == {"passed"}


def test_a_seat_that_is_closed_has_no_judge_put_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would work on, after everybody was told that judges end at once."""
    with TemporaryFile() as room:
        seat = Seat(make_topic(tmp_path), "none", room.fileno())
        seat.close()
        monkeypatch.setattr("grader.classroom.seat.JudgeClient", None)
        with pytest.raises(GraderFault):
            seat.judge(submission("return 2 * x"), 0)

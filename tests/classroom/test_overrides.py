"""Overrides: what an instructor decides counts, and what cannot be meant is refused by its line."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.decisions import check_criteria, decide, fitting, told_of_waiting
from grader.classroom.overrides import Decision, Overrides, read_overrides
from grader.report.types import Report
from grader.submission import SubmissionError
from tests.report.made import criterion, report, topic

HEAD = "submission,criterion,points,reason\n"


def someone(outcome: str = "failed") -> Report:
    criteria = [
        criterion("f", outcome, max_points=2.0),  # type: ignore[arg-type]
        criterion("g", max_points=1.0),
    ]
    return report(topic(*criteria), submission="Ada")


def decisions(points: float, name: str = "test_f") -> Overrides:
    return Overrides("f.csv", {"Ada": (Decision(2, "Ada", name, points, "why"),)})


def test_points_add_up_to_the_top_and_the_judges_stay_there() -> None:
    decided = decide(someone(), decisions(1.5))
    (part,) = decided.topics
    assert (decided.score, part.score, part.exercises[0].score) == (2.5, 2.5, 1.5)
    assert part.criteria[0].override is not None
    assert part.criteria[0].override.judged == 0.0
    assert part.criteria[1].override is None


@given(st.floats(0, 2), st.floats(0, 2))
def test_deciding_twice_is_deciding_last_and_can_be_taken_back(one: float, other: float) -> None:
    before = someone()
    assert decide(decide(before, decisions(one)), decisions(other)) == decide(
        before, decisions(other)
    )
    assert decide(decide(before, decisions(one)), Overrides()) == before


def test_where_the_grader_failed_a_decision_gives_a_mark_and_taking_it_back_none() -> None:
    failed = report(
        topic(criterion("f", "grader_error", max_points=2.0), score=None), submission="Ada"
    )
    decided = decide(failed, decisions(1.0))
    assert decided.score == 1.0
    assert decide(decided, Overrides()).score is None


def test_every_decision_is_checked_against_one_report() -> None:
    """Also those about other submissions: what is wrong is said before a class is judged."""
    other = msgspec.structs.replace(someone(), submission="Bob")
    with pytest.raises(SubmissionError, match="no hidden criterion test_h"):
        check_criteria(decisions(1.0, "test_h"), other)


def test_an_earlier_decision_that_fits_several_criteria_of_this_run_waits() -> None:
    """It was made in a run of one topic; another one has a criterion of that name too."""
    both = report(
        topic(criterion("f", max_points=2.0)),
        topic(criterion("f", max_points=2.0), name="mlp"),
        submission="Ada",
    )
    fits = fitting(decisions(1.0), both)
    assert (fits.by_submission["Ada"], fits.unplaced) == ((), ("test_f",))
    assert "test_f." in told_of_waiting(fits)[0]
    exact = decisions(1.0, "mlp/test_f")
    assert fitting(exact, both) == exact
    assert told_of_waiting(exact) == []


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (decisions(1.0, "test_h"), "no hidden criterion test_h"),
        (decisions(2.5), "worth 2 points; 2.5 are too many"),
        (
            Overrides(
                "f.csv",
                {
                    "Ada": (
                        *decisions(1.0).by_submission["Ada"],
                        Decision(3, "Ada", "neuron/test_f", 2, "x"),
                    )
                },
            ),
            "line 3: Ada and neuron/test_f stand there twice",
        ),
    ],
)
def test_a_decision_about_nothing_is_refused(overrides: Overrides, words: str) -> None:
    with pytest.raises(SubmissionError, match=words):
        decide(someone(), overrides)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin with"),
        ("submission,points\n", "must begin with"),
        (HEAD + "Adda,test_f,1,x\n", "line 2: there is no submission Adda.*mean Ada"),
        (HEAD + "\n\nAda,test_f,one,x\n", "line 4: the points one"),
        (HEAD + "Ada,test_f,-1,x\n", "no number of zero or more"),
        (HEAD + "Ada,test_f,nan,x\n", "no number of zero or more"),
        (HEAD + "Ada,test_f,1,\n", "say why"),
        (HEAD + "Ada,test_f,1,x\nAda,test_f,2,y\n", "line 3: .* twice"),
        (HEAD + 'Ada,"test_f,1,x\n', "no CSV"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "f.csv").write_text(text)
    with pytest.raises(SubmissionError, match=words):
        read_overrides(tmp_path / "f.csv", ["Ada"])


def test_names_may_be_as_the_gradebook_shows_them(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("\ufeff" + HEAD + "'=Ada,test_f,1,x\n", encoding="utf-8")
    assert set(read_overrides(tmp_path / "f.csv", ["=Ada"]).by_submission) == {"=Ada"}


def test_a_file_as_a_spreadsheet_in_french_or_german_saves_it_will_do(tmp_path: Path) -> None:
    """Semicolons part the cells, and a comma stands before the halves of points."""
    text = "\ufeffsubmission;criterion;points;reason\r\nAda;test_f;0,5;Told me, orally\r\n"
    (tmp_path / "f.csv").write_text(text, encoding="utf-8")
    (decision,) = read_overrides(tmp_path / "f.csv", ["Ada"]).by_submission["Ada"]
    assert (decision.points, decision.reason) == (0.5, "Told me, orally")


@pytest.mark.parametrize(("cell", "points"), [("1", 1.0), (".5", 0.5), ("1.", 1.0), ("1,5", 1.5)])
def test_points_may_be_written_in_any_usual_way(tmp_path: Path, cell: str, points: float) -> None:
    (tmp_path / "f.csv").write_text(HEAD.replace(",", "\t") + f"Ada\ttest_f\t{cell}\tx\n")
    (decision,) = read_overrides(tmp_path / "f.csv", ["Ada"]).by_submission["Ada"]
    assert decision.points == points

"""Which of several attempts counts, and which is shown."""

import msgspec
import pytest

from grader.classroom.intake.attempts import (
    Choice,
    attempts_of,
    best_of,
    chosen_from,
    marked,
    reported,
)
from grader.classroom.intake.people import Attempt
from grader.report.types import Report
from grader.submission import HandIn, Submission
from tests.report.made import criterion, topic
from tests.report.made import report as make_report


def scored(score: float | None, attempt: int) -> Report:
    made = make_report(topic(criterion("f", "failed")))
    return msgspec.structs.replace(made, score=score, hand_in=HandIn(attempt=attempt))


@pytest.mark.parametrize(
    ("scores", "best"),
    [([1.0, 3.0, 2.0], 2), ([3.0, 3.0], 2), ([0.0], 1), ([3.0, None], 2), ([None, 3.0], 1)],
)
def test_the_highest_score_counts_the_newest_of_equals_and_a_fault_of_the_grader_stays(
    scores: list[float | None], best: int
) -> None:
    reports = [scored(score, number) for number, score in enumerate(scores, start=1)]
    assert best_of(reports).hand_in == HandIn(attempt=best)


@pytest.mark.parametrize(
    ("there", "choice", "places", "is_told"),
    [
        ([True, True, True], "first", [0], False),
        ([True, True, True], "last", [2], False),
        ([True, True, True], "best", [0, 1, 2], False),
        ([False, True, True], "first", [1], True),
        ([False, True, True], "best", [1, 2], True),
        ([False, True, True], "last", [2], False),
    ],
)
def test_an_attempt_that_is_not_given_out_is_not_chosen_and_that_is_told(
    there: list[bool], choice: Choice, places: list[int], is_told: bool
) -> None:
    attempts = [Attempt(str(place), (), is_there) for place, is_there in enumerate(there)]
    chosen, notes = chosen_from(attempts, choice)
    assert (chosen, bool(notes)) == (places, is_told)


def test_the_attempt_that_a_report_is_about_is_found_again() -> None:
    old, new = (Submission("ada", {}, {}, HandIn(attempt=number)) for number in (1, 2))
    both = msgspec.structs.replace(new, others=(old,))
    assert attempts_of(both) == (old, new)
    assert reported(both, scored(1.0, 1)) == old
    assert reported(both, scored(1.0, 2)) == new
    assert reported(both, msgspec.structs.replace(scored(1.0, 2), hand_in=None)) == new


def test_a_report_of_nothing_says_that_nothing_was_handed_in() -> None:
    absent = Submission("bob", {}, {}, HandIn(is_absent=True))
    report = marked(scored(0.0, 0), absent)
    assert report.hand_in == absent.hand_in
    assert {each.problem for each in report.topics} == {"Nothing was handed in."}


def test_a_report_outside_a_class_stays_as_it_is() -> None:
    report = make_report(topic(criterion("f", "failed")))
    assert marked(report, Submission("ada", {}, {})) == report

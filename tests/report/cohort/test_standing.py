"""Who is stuck where, and who has which misconception."""

from typing import Any

import pytest

from grader.report.cohort.entries import Entry, TopicEntry, entry_of
from grader.report.cohort.standing import misconceptions, stuck, stuck_at, without_mark
from grader.report.states import State
from grader.submission import HandIn
from tests.report.made import report, topic


def entry(name: str, *states: State, **more: Any) -> Entry:
    values: dict[str, Any] = {
        "page": f"{name}.html",
        "score": 1.0,
        "topics": (TopicEntry(1.0, "graded", None),),
        "exercises": (1.0,) * len(states),
        "criteria": (),
        "misconceptions": (),
        "is_late": False,
        "is_absent": False,
    }
    return Entry(submission=name, states=states, **{**values, **more})


@pytest.mark.parametrize(
    ("states", "where"),
    [
        (("right", "wrong", "not_written"), 1),
        (("wrong", "right", "not_written"), None),
        (("right", "not_written", "wrong"), 2),
        (("right", "not_written", "not_written"), None),
        (("wrong", "wrong", "wrong"), 0),
        (("right", "right", "right"), None),
        (("right", "waits", "missing"), 1),
        (("unreadable", "unreadable", "missing"), None),
    ],
)
def test_stuck_is_who_began_and_got_nothing_right_after(
    states: tuple[State, ...], where: int | None
) -> None:
    assert stuck_at(entry("a", *states)) == where


def test_where_most_are_stuck_comes_first() -> None:
    found = stuck([entry("a", "wrong"), entry("b", "right", "wrong"), entry("c", "right", "wrong")])
    assert [(each.exercise, len(each.entries)) for each in found] == [(1, 2), (0, 1)]


def test_misconceptions_are_counted_by_exercise() -> None:
    """The most common first; one submission may have several."""
    one = entry("a", "wrong", misconceptions=(("x", 0), ("y", 1)))
    other = entry("b", "wrong", misconceptions=(("y", 1),))
    found = misconceptions([one, other])
    assert [(each.identity, [it.submission for it in each.entries]) for each in found] == [
        ("y", ["a", "b"]),
        ("x", ["a"]),
    ]


def test_an_instructor_looks_at_what_could_not_be_judged_and_not_at_nothing() -> None:
    broken = entry("broken", topics=(TopicEntry(0.0, "unreadable", "Not Python."),))
    absent = entry("absent", topics=(TopicEntry(0.0, "missing", "No file."),), is_absent=True)
    found = without_mark([entry("fine"), broken, absent, entry("faulty", score=None)])
    assert [each.submission for each in found] == ["broken", "faulty"]


def test_who_handed_in_one_topic_of_two_is_not_looked_at() -> None:
    """In mid-course that is everybody; a module that could not be imported shows all the same."""
    missing = TopicEntry(0.0, "missing", "There is no mlp.py.")
    begun = entry("begun", topics=(TopicEntry(1.0, "graded", None), missing))
    broken = entry("broken", topics=(TopicEntry(0.0, "graded", "Importing fails."), missing))
    lost = entry("lost", topics=(missing, missing))
    assert without_mark([begun, broken, lost]) == [broken, lost]
    assert [each.is_lost for each in (begun, broken, lost)] == [False, False, True]


def test_a_topic_that_the_grader_could_not_judge_is_not_the_modules_fault() -> None:
    faulty = entry("a", score=None, topics=(TopicEntry(None, "graded", "It needs PyTorch."),))
    assert without_mark([faulty]) == [faulty]
    assert not faulty.topics[0].is_broken


def test_who_handed_in_files_of_other_names_is_looked_at_and_not_absent() -> None:
    found = report(topic(status="missing", problem="There is no neuron.py."), submission="bea")
    lost = entry_of(found, "bea.html", HandIn())
    absent = entry_of(found, "cem.html", HandIn(is_absent=True))
    assert (lost.is_absent, absent.is_absent) == (False, True)
    assert without_mark([lost, absent]) == [lost]

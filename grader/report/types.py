"""The report: what the judge found out about one submission. Types only."""

from typing import Literal

import msgspec

from grader.sandbox.protocol import Level
from grader.submission import HandIn

SCHEMA = 1

Outcome = Literal[
    "passed",
    "failed",
    "errored",
    "timed_out",
    "crashed",
    "not_implemented",
    "skipped",
    "grader_error",
]
WRONG: tuple[Outcome, ...] = ("failed", "errored", "timed_out", "crashed")
"""Outcomes that say something about an answer of the student's."""

Status = Literal["graded", "not_started", "missing", "unreadable"]


class Run(msgspec.Struct, frozen=True):
    """What a grade depends on besides the submission.

    Attributes:
        kit: the kit's version.
        suites: hash of all the suites that ran.
        seed: the run's seed.
        isolation: the level of protection that the student's code ran at.
        python: version of Python.
        torch: version of torch; None where only NumPy topics ran.
    """

    kit: str
    suites: str
    seed: int
    isolation: Level
    python: str
    torch: str | None


class Basis(msgspec.Struct, frozen=True):
    """All that a grade rests on: where none of it changed, grading again would change nothing.

    Attributes:
        submission: hash of what was handed in, as the judge was given it.
        suites: hash of all the suites that ran.
        kit: hash of the code, misconceptions and solutions that verdicts and diagnoses come from.
        seed: the run's seed.
        isolation: the level of protection that the student's code ran at.
        topics: names of the topics that were judged.
        python: version of Python.
        libraries: versions of the libraries that decide what student code computes, or how it is
            judged; without those that are not installed.
    """

    submission: str
    suites: str
    kit: str
    seed: int
    isolation: Level
    topics: tuple[str, ...]
    python: str
    libraries: dict[str, str]


class Override(msgspec.Struct, frozen=True):
    """An instructor's decision about a criterion, in place of the judge's.

    Attributes:
        judged: the points that the judge gave.
        reason: the instructor's.
    """

    judged: float
    reason: str


class CriterionResult(msgspec.Struct, frozen=True):
    """One criterion of one submission.

    Attributes:
        name: the test's name.
        title: the clause of the contract that it holds, for the student.
        exercise: whose it is.
        suite: examples are the student's own, hidden ones decide the grade.
        points: earned; an override's points, where there is one.
        max_points: worth.
        outcome: how it went, whatever was decided about the points.
        feedback: what was called, got and expected; None where there is nothing to say.
        misconception: the wrong idea that was recognised.
        seconds: wall time.
        override: the instructor's decision, where there is one.
    """

    name: str
    title: str
    exercise: str
    suite: Literal["examples", "hidden"]
    points: float
    max_points: float
    outcome: Outcome
    feedback: str | None = None
    misconception: str | None = None
    seconds: float = 0.0
    override: Override | None = None


class ExerciseResult(msgspec.Struct, frozen=True):
    """One exercise of one submission.

    Attributes:
        name: the exercise's name.
        score: points earned; None where no hidden suite was run, or the grader itself failed.
        max_score: points to earn.
        misconceptions: ids of the wrong ideas that were recognised.
        explanation: what each of them is about, for the student.
        hint: where to go on; None where there is nothing left to do.
    """

    name: str
    score: float | None
    max_score: float
    misconceptions: tuple[str, ...] = ()
    explanation: str | None = None
    hint: str | None = None


class TopicResult(msgspec.Struct, frozen=True):
    """One topic of one submission.

    Attributes:
        name: the topic's name.
        title: the topic's title.
        score: points earned; None where no hidden suite was run, or the grader itself failed.
        max_score: points to earn.
        status: whether there was something to grade.
        problem: what concerns the whole module, in words for the student.
        printed: what the module printed, its beginning.
        note: what the student should know of how it was judged.
        exercises: in the order of the course.
        criteria: in the order of the suites.
    """

    name: str
    title: str
    score: float | None
    max_score: float
    status: Status
    problem: str | None
    exercises: tuple[ExerciseResult, ...]
    criteria: tuple[CriterionResult, ...]
    printed: str = ""
    note: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One submission's result.

    Attributes:
        schema: version of this format; keys stay, new ones may come.
        submission: its name.
        score: points earned; None where no hidden suite was run, or the grader itself failed.
        max_score: points to earn.
        run: what the grade depends on besides the submission.
        topics: in the order of the course.
        basis: all that the grade rests on; None outside a class.
        hand_in: whose the submission is, and how it was handed in; None outside a class.
    """

    schema: int = SCHEMA
    submission: str
    score: float | None
    max_score: float
    run: Run
    topics: tuple[TopicResult, ...]
    basis: Basis | None = None
    hand_in: HandIn | None = None

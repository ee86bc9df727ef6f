"""The report: what the judge found out about one submission. Types only."""

from typing import Literal

import msgspec

from grader.sandbox.protocol import Level

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


class CriterionResult(msgspec.Struct, frozen=True):
    """One criterion of one submission.

    Attributes:
        name: the test's name.
        title: the clause of the contract that it holds, for the student.
        exercise: whose it is.
        suite: examples are the student's own, hidden ones decide the grade.
        points: earned.
        max_points: worth.
        outcome: how it went.
        feedback: what was called, got and expected; None where there is nothing to say.
        misconception: the wrong idea that was recognised.
        seconds: wall time.
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


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One submission's result."""

    schema: int = SCHEMA
    submission: str
    score: float | None
    max_score: float
    run: Run
    topics: tuple[TopicResult, ...]

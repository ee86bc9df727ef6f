"""What stands on a submission's page. Types only."""

import msgspec

from grader.report.html.excerpt import Excerpt
from grader.report.states import State
from grader.report.types import Report


class Clause(msgspec.Struct, frozen=True):
    """A criterion in one line.

    Attributes:
        title: what it holds.
        words: how it went.
        is_passed: whether it passed.
        points: earned, of all that there are; empty for an example.
        decision: the instructor's, with its reason; empty where there is none.
    """

    title: str
    words: str
    is_passed: bool
    points: str
    decision: str


class Counterexample(msgspec.Struct, frozen=True):
    """The first criterion that went wrong, in full.

    Attributes:
        title: what it holds.
        call: what was called; empty where nothing was.
        words: what came of it.
    """

    title: str
    call: str
    words: str


class ExerciseView(msgspec.Struct, frozen=True):
    """One exercise on the page.

    Attributes:
        name: the exercise's.
        anchor: where links to it lead.
        state: how it stands.
        words: the same for people.
        score: points of points.
        explanations: of each misconception, in paragraphs.
        counterexample: None where there is none to show.
        clauses: all its criteria.
        hint: where to go on.
        excerpts: the student's code.
    """

    name: str
    anchor: str
    state: State
    words: str
    score: str
    explanations: tuple[tuple[str, ...], ...]
    counterexample: Counterexample | None
    clauses: tuple[Clause, ...]
    hint: str | None
    excerpts: tuple[Excerpt, ...]


class TopicView(msgspec.Struct, frozen=True):
    """One topic on the page.

    Attributes:
        number: from 1, as the report lists them.
        name: the topic's.
        title: the topic's.
        score: points of points.
        percent: the share earned, 0 to 100; None where there is no score.
        problem: what concerns the whole module.
        excerpts: the lines that the problem is about.
        printed: what the module printed.
        exercises: all of them.
    """

    number: int
    name: str
    title: str
    score: str
    percent: int | None
    problem: str | None
    excerpts: tuple[Excerpt, ...]
    printed: str
    exercises: tuple[ExerciseView, ...]


class SubmissionView(msgspec.Struct, frozen=True):
    """A submission's page.

    Attributes:
        report: what it is made from.
        score: points of points.
        percent: the share earned, 0 to 100; None where there is no score.
        notes: how it was handed in, where there is something to say.
        topics: all of them.
        understood: by topic, the exercises that are right.
        left: likewise those that are not.
    """

    report: Report
    score: str
    percent: int | None
    notes: tuple[str, ...]
    topics: tuple[TopicView, ...]
    understood: tuple[tuple[TopicView, tuple[ExerciseView, ...]], ...]
    left: tuple[tuple[TopicView, tuple[ExerciseView, ...]], ...]

"""A class in few numbers: what the class page needs of each report, so that memory stays small."""

from collections.abc import Iterable

import msgspec

from grader.report.states import State, exercise_state
from grader.report.types import Basis, Report, Run, Status
from grader.submission import HandIn


class Item(msgspec.Struct, frozen=True):
    """Something that points are earned on: an exercise, or a hidden criterion of one.

    Attributes:
        topic: whose it is.
        exercise: its name, or that of its exercise.
        title: of a criterion; of an exercise, its name.
        max_points: what it is worth.
    """

    topic: str
    exercise: str
    title: str
    max_points: float


class TopicColumn(msgspec.Struct, frozen=True):
    """A topic as the gradebook heads it."""

    name: str
    title: str
    max_points: float


class Plan(msgspec.Struct, frozen=True):
    """What every report of a class lists, in the order of the course.

    Attributes:
        run: what the grades depend on besides the submissions.
        basis: the same in full; None where a report does not carry it.
        max_score: points to earn.
        topics: the gradebook's columns.
        exercises: of all topics.
        criteria: the hidden ones of all topics that are worth points.
    """

    run: Run
    basis: Basis | None
    max_score: float
    topics: tuple[TopicColumn, ...]
    exercises: tuple[Item, ...]
    criteria: tuple[Item, ...]


class TopicEntry(msgspec.Struct, frozen=True):
    """How one submission did in one topic."""

    score: float | None
    status: Status
    problem: str | None

    @property
    def is_broken(self) -> bool:
        """Whether its module was handed in, and could not be read or imported."""
        is_judged = self.score is not None and self.status != "missing"
        return is_judged and self.problem is not None


class Entry(msgspec.Struct, frozen=True):
    """One submission of a class.

    Attributes:
        submission: its name.
        page: the file name of its page.
        score: points earned; None where there is no mark.
        topics: as the plan lists them.
        states: how each of the plan's exercises stands.
        exercises: points on each of the plan's exercises.
        criteria: points on each of the plan's criteria.
        misconceptions: each recognised id with the number of its exercise in the plan.
        is_late: whether it came late.
        is_absent: whether nothing was handed in at all.
    """

    submission: str
    page: str
    score: float | None
    topics: tuple[TopicEntry, ...]
    states: tuple[State, ...]
    exercises: tuple[float | None, ...]
    criteria: tuple[float, ...]
    misconceptions: tuple[tuple[str, int], ...]
    is_late: bool
    is_absent: bool

    @property
    def is_lost(self) -> bool:
        """Whether something was handed in, and no topic's module is in it."""
        return not self.is_absent and all(each.status == "missing" for each in self.topics)

    @property
    def is_to_look_at(self) -> bool:
        """Whether an instructor must look at it: without a mark, lost, or with a broken module.

        A topic that was not handed in is none of these: in mid-course everybody lacks some.
        """
        broken = any(each.is_broken for each in self.topics)
        return not self.is_absent and (self.score is None or self.is_lost or broken)


def plan_of(report: Report) -> Plan:
    """What all reports of a class have in common, from one of them."""
    return Plan(
        run=report.run,
        basis=report.basis,
        max_score=report.max_score,
        topics=tuple(TopicColumn(it.name, it.title, it.max_score) for it in report.topics),
        exercises=tuple(
            Item(topic.name, each.name, each.name, each.max_score)
            for topic in report.topics
            for each in topic.exercises
        ),
        criteria=tuple(
            Item(topic.name, each.exercise, each.title, each.max_points)
            for topic in report.topics
            for each in topic.criteria
            if each.max_points
        ),
    )


def entry_of(report: Report, page: str, hand_in: HandIn | None) -> Entry:
    """What the class page needs of one report.

    Args:
        report: the submission's.
        page: the file name of its page.
        hand_in: how it was handed in.
    """
    exercises = [(topic, each) for topic in report.topics for each in topic.exercises]
    return Entry(
        submission=report.submission,
        page=page,
        score=report.score,
        topics=tuple(TopicEntry(it.score, it.status, it.problem) for it in report.topics),
        states=tuple(exercise_state(topic, each.name) for topic, each in exercises),
        exercises=tuple(each.score for _, each in exercises),
        criteria=tuple(
            each.points for topic in report.topics for each in topic.criteria if each.max_points
        ),
        misconceptions=tuple(
            (identity, number)
            for number, (_, each) in enumerate(exercises)
            for identity in each.misconceptions
        ),
        is_late=hand_in is not None and hand_in.late,
        is_absent=hand_in is not None and hand_in.is_absent,
    )


def comparable(entries: Iterable[Entry]) -> list[Entry]:
    """Those with a mark on something that was handed in: the others say nothing about the items."""
    return [each for each in entries if each.score is not None and not each.is_absent]

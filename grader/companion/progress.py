"""How far a student is: types, and what a report or a hint changes in them. Pure."""

from collections.abc import Iterator, Sequence

import msgspec

from grader.curriculum import Topic
from grader.report.states import exercise_state
from grader.report.types import Report, TopicResult

SCHEMA = 1
ABOUT = (
    "What grader check and grader watch found last, and how many hints were read. "
    "Delete this file to begin anew."
)


class ExerciseProgress(msgspec.Struct, frozen=True):
    """One exercise, as it was last checked.

    Attributes:
        state: one of `grader.report.states`; a text, since another version may know others.
        passed: criteria that passed.
        total: criteria that were run.
        hints: how many steps of its hints were read.
        misconceptions: ids of the wrong ideas that were recognised.
    """

    state: str = "not_written"
    passed: int = 0
    total: int = 0
    hints: int = 0
    misconceptions: tuple[str, ...] = ()


class TopicProgress(msgspec.Struct, frozen=True):
    """One topic, as it was last checked.

    Attributes:
        checked: when, in UTC, as ISO 8601; empty if never.
        hidden: whether hidden suites were run, and not the examples alone.
        exercises: by their names.
    """

    checked: str = ""
    hidden: bool = False
    exercises: dict[str, ExerciseProgress] = {}


class Progress(msgspec.Struct, frozen=True):
    """All that is remembered of a student's way.

    Attributes:
        about: what the file is, for whoever opens it.
        schema: version of this format.
        topics: by their names; topics that this version does not know are kept.
    """

    about: str = ABOUT
    schema: int = SCHEMA
    topics: dict[str, TopicProgress] = {}

    def topic(self, name: str) -> TopicProgress:
        """What is known of a topic."""
        return self.topics.get(name, TopicProgress())

    def exercise(self, topic: str, name: str) -> ExerciseProgress:
        """What is known of an exercise."""
        return self.topic(topic).exercises.get(name, ExerciseProgress())


class Place(msgspec.Struct, frozen=True):
    """An exercise of a topic."""

    topic: str
    exercise: str


def with_report(progress: Progress, report: Report, checked: str) -> Progress:
    """The progress after a check.

    Args:
        progress: before it.
        report: what was found.
        checked: when, as ISO 8601.
    """
    topics = dict(progress.topics)
    for result in report.topics:
        if result.status != "missing":
            topics[result.name] = _checked_topic(progress.topic(result.name), result, checked)
    return msgspec.structs.replace(progress, topics=topics)


def with_hint(progress: Progress, place: Place, steps: int) -> Progress:
    """The progress after a hint was read, at most up to its last step.

    Args:
        progress: before it.
        place: whose hint.
        steps: how many steps the exercise's hints have.
    """
    known = progress.exercise(place.topic, place.exercise)
    read = msgspec.structs.replace(known, hints=min(known.hints + 1, steps))
    topic = progress.topic(place.topic)
    exercises = {**topic.exercises, place.exercise: read}
    return _with_topic(progress, place.topic, msgspec.structs.replace(topic, exercises=exercises))


def with_fresh_start(progress: Progress, topic: str) -> Progress:
    """The progress after a topic's stub was restored; hints that were read stay read."""
    exercises = {
        name: ExerciseProgress(hints=known.hints)
        for name, known in progress.topic(topic).exercises.items()
    }
    return _with_topic(progress, topic, TopicProgress(exercises=exercises))


def next_place(progress: Progress, topics: Sequence[Topic]) -> Place | None:
    """The first exercise, in the order of the course, that is not right yet."""
    return next(_open_places(progress, topics), None)


def is_finished(progress: Progress, topic: Topic) -> bool:
    """Whether every exercise of a topic is right."""
    return next_place(progress, [topic]) is None


def _open_places(progress: Progress, topics: Sequence[Topic]) -> Iterator[Place]:
    for topic in topics:
        for exercise in topic.exercises:
            if progress.exercise(topic.name, exercise.name).state != "right":
                yield Place(topic.name, exercise.name)


def _with_topic(progress: Progress, name: str, topic: TopicProgress) -> Progress:
    return msgspec.structs.replace(progress, topics={**progress.topics, name: topic})


def _checked_topic(before: TopicProgress, result: TopicResult, checked: str) -> TopicProgress:
    exercises = dict(before.exercises)
    for exercise in result.exercises:
        outcomes = [each.outcome for each in result.criteria if each.exercise == exercise.name]
        known = before.exercises.get(exercise.name, ExerciseProgress())
        exercises[exercise.name] = ExerciseProgress(
            state=exercise_state(result, exercise.name),
            passed=outcomes.count("passed"),
            total=len(outcomes),
            hints=known.hints,
            misconceptions=exercise.misconceptions,
        )
    hidden = any(each.suite == "hidden" for each in result.criteria)
    return TopicProgress(checked=checked, hidden=hidden, exercises=exercises)

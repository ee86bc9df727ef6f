"""From what a student types to an exercise of the course: `neuron`, `neuron.layer`, or `layer`."""

from collections.abc import Sequence
from difflib import get_close_matches

from grader.companion.errors import CompanionError
from grader.companion.progress import Place, Progress, next_place
from grader.curriculum import Topic, choose_topics

NO_EXERCISE = "There is no exercise {name} in {topic}."
DID_YOU_MEAN = " Did you mean {name}?"
NAME_ONE = "Every exercise is right. Name one to read its hints again: grader hint neuron.layer"
EXERCISES = " Its exercises are: {names}."


def find_place(words: str | None, topics: Sequence[Topic], progress: Progress) -> Place:
    """The exercise that is meant.

    Args:
        words: a topic, which means its first exercise that is not right yet; a topic and an
            exercise, with a dot between; or an exercise alone, where no other topic has its name;
            None for the first of the course that is not right yet.
        topics: the course.
        progress: the student's.

    Raises:
        UnknownTopic: there is no such topic.
        CompanionError: the topic has no such exercise, or none is named and all are right.
    """
    if words is None:
        place = next_place(progress, topics)
        if place is None:
            raise CompanionError(NAME_ONE)
        return place
    name, _, exercise = words.partition(".")
    alone = [Place(topic.name, each.name) for topic in topics for each in topic.exercises]
    alone = [place for place in alone if place.exercise == words]
    if len(alone) == 1 and words not in {topic.name for topic in topics}:
        return alone[0]
    (topic,) = choose_topics(tuple(topics), [name])
    if not exercise:
        return next_place(progress, [topic]) or Place(name, topic.exercises[0].name)
    names = [each.name for each in topic.exercises]
    if exercise in names:
        return Place(name, exercise)
    raise CompanionError(_no_exercise(topic.name, exercise, names))


def _no_exercise(topic: str, exercise: str, names: Sequence[str]) -> str:
    near = get_close_matches(exercise, names, n=1)
    words = NO_EXERCISE.format(name=exercise, topic=topic)
    words += DID_YOU_MEAN.format(name=near[0]) if near else ""
    return words + EXERCISES.format(names=", ".join(names))

"""The topics and their exercises, read from `topics/*/topic.toml`; a bad one is refused by name."""

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from grader.sandbox.limits import Limits

TOPICS_FOLDER = Path(__file__).parent / "topics"
HINT_STEPS = 3

UNKNOWN_TOPIC = "There is no topic {name}."
DID_YOU_MEAN = " Did you mean {name}?"
KNOWN_TOPICS = " The topics are: {names}."
BAD_TOPIC = "{file}: {fault}."
FAULT_HINTS = "exercise {exercise} has {count} hints; write {wanted}"
FAULT_POINTS = "exercise {exercise} has {points} points; points come in halves, above zero"
FAULT_BECAUSE = "exercise {exercise} forbids names without saying why; add forbids_because"
FAULT_TWICE = "{what} {value} is there twice, also in {other}"


class CurriculumError(Exception):
    """A topic that cannot be used, with the file to mend."""


class UnknownTopic(Exception):
    """A name that is none of a topic."""


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One function or class of a topic.

    Attributes:
        name: its name in the module.
        points: what it is worth, in halves.
        hints: three steps, each nearer to the answer.
        forbids: dotted names that "by hand" excludes.
        forbids_because: why, in words for the student.
    """

    name: str
    points: float
    hints: tuple[str, ...]
    forbids: tuple[str, ...] = ()
    forbids_because: str = ""


class TopicFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a `topic.toml`."""

    number: int
    title: str
    memo: str
    library: Literal["numpy", "torch"]
    exercises: tuple[Exercise, ...]
    limits: Limits = Limits()


class Topic(msgspec.Struct, frozen=True, dict=True):
    """One unit of the course.

    Attributes:
        name: its name, also that of its module and folder.
        folder: where its suites are.
        title: its title.
        memo: the section of the course memo.
        library: what the worker has loaded beforehand.
        exercises: in the order of the module.
        limits: what a worker may use.
    """

    name: str
    folder: Path
    title: str
    memo: str
    library: Literal["numpy", "torch"]
    exercises: tuple[Exercise, ...]
    limits: Limits

    @cached_property
    def points(self) -> float:
        """What the topic is worth."""
        return sum(exercise.points for exercise in self.exercises)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name.

        Raises:
            KeyError: there is none.
        """
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)


def load_curriculum(folder: Path = TOPICS_FOLDER) -> tuple[Topic, ...]:
    """Read every topic, in the order of the course.

    Args:
        folder: holds one folder for each topic.

    Raises:
        CurriculumError: a topic is not as it must be; the message names the file and the fault.
    """
    files = sorted(folder.glob("*/topic.toml"))
    numbered = sorted(((_read(file), file) for file in files), key=lambda pair: pair[0].number)
    for (one, file), (other, other_file) in pairwise(numbered):
        if one.number == other.number:
            fault = FAULT_TWICE.format(what="number", value=one.number, other=file)
            raise CurriculumError(BAD_TOPIC.format(file=other_file, fault=fault))
    return tuple(_topic(content, file) for content, file in numbered)


def choose_topics(topics: tuple[Topic, ...], names: Sequence[str]) -> tuple[Topic, ...]:
    """The topics of those names, in the order of the course; all where there are no names.

    Raises:
        UnknownTopic: a name is none of a topic.
    """
    known = {topic.name for topic in topics}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            words = UNKNOWN_TOPIC.format(name=name)
            words += DID_YOU_MEAN.format(name=near[0]) if near else ""
            raise UnknownTopic(words + KNOWN_TOPICS.format(names=", ".join(t.name for t in topics)))
    return tuple(topic for topic in topics if not names or topic.name in names)


def _read(file: Path) -> TopicFile:
    try:
        content = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), TopicFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise CurriculumError(BAD_TOPIC.format(file=file, fault=error)) from error
    for exercise in content.exercises:
        fault = _fault(exercise)
        if fault:
            raise CurriculumError(BAD_TOPIC.format(file=file, fault=fault))
    return content


def _fault(exercise: Exercise) -> str:
    if len(exercise.hints) != HINT_STEPS:
        return FAULT_HINTS.format(
            exercise=exercise.name, count=len(exercise.hints), wanted=HINT_STEPS
        )
    if exercise.points <= 0 or exercise.points * 2 % 1:
        return FAULT_POINTS.format(exercise=exercise.name, points=exercise.points)
    if exercise.forbids and not exercise.forbids_because:
        return FAULT_BECAUSE.format(exercise=exercise.name)
    return ""


def _topic(content: TopicFile, file: Path) -> Topic:
    return Topic(
        name=file.parent.name,
        folder=file.parent,
        title=content.title,
        memo=content.memo,
        library=content.library,
        exercises=content.exercises,
        limits=content.limits,
    )

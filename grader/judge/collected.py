"""The suites as pytest collected them, every criterion checked against the curriculum."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from grader.curriculum import BAD_TOPIC, CurriculumError, Topic
from grader.judge.suite import MARK, Terms
from grader.variants import MISCONCEPTIONS_FILE

NO_MARK = "{test} has no terms; mark it with @core, @criterion or @example"
NO_TITLE = "{test} has no docstring; write the line that the student sees"
UNKNOWN_EXERCISE = "{test} names the exercise {exercise}, which topic.toml does not have"
BAD_POINTS = "{test} is worth {points}; points come in halves, above zero in the hidden suite only"
CORES = "exercise {exercise} has {count} core criteria; mark exactly one with @core"
SUM = "the hidden criteria of {exercise} add up to {points}, and topic.toml says {wanted}"

SUITE_FILES: dict[str, Literal["examples", "hidden"]] = {
    "test_examples.py": "examples",
    "test_hidden.py": "hidden",
}


class Criterion(msgspec.Struct, frozen=True):
    """One test of a suite.

    Attributes:
        name: the test's name.
        title: its docstring.
        topic: the topic's name.
        suite: which of the two it stands in.
        terms: what its author says of it.
        item: pytest's own.
    """

    name: str
    title: str
    topic: str
    suite: Literal["examples", "hidden"]
    terms: Terms
    item: pytest.Function

    @property
    def key(self) -> str:
        """What tells it from the topic's other criteria."""
        return f"{self.suite}/{self.name}"


def collect(items: Iterable[pytest.Item], topics: tuple[Topic, ...]) -> list[Criterion]:
    """Take what pytest collected.

    Raises:
        CurriculumError: a suite is not as it must be; the message names the file and the mend.
    """
    by_name = {topic.name: topic for topic in topics}
    criteria = [
        _criterion(item, by_name[item.path.parent.name])
        for item in items
        if isinstance(item, pytest.Function)
    ]
    for topic in topics:
        hidden = [it for it in criteria if it.topic == topic.name and it.suite == "hidden"]
        if hidden:
            _check_points(topic, hidden)
    return criteria


def hash_suites(topics: tuple[Topic, ...]) -> str:
    """A hash of every file that decides verdicts: suites, what they import beside them, points."""
    digest = hashlib.sha256()
    for topic in topics:
        modules = (file for file in topic.folder.glob("*.py") if file.name != MISCONCEPTIONS_FILE)
        for file in sorted([*modules, topic.folder / "topic.toml"]):
            digest.update(f"{topic.name}/{file.name}\0".encode())
            digest.update(file.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def suite_paths(topic: Topic) -> list[Path]:
    """The suites of a topic that are present."""
    return [topic.folder / name for name in SUITE_FILES if (topic.folder / name).is_file()]


def _criterion(item: pytest.Function, topic: Topic) -> Criterion:
    suite = SUITE_FILES[item.path.name]
    mark = item.get_closest_marker(MARK)
    if mark is None:
        raise _fault(item, NO_MARK.format(test=item.name))
    terms: Terms = mark.args[0]
    title = (item.function.__doc__ or "").strip()
    if not title:
        raise _fault(item, NO_TITLE.format(test=item.name))
    if terms.exercise not in {exercise.name for exercise in topic.exercises}:
        raise _fault(item, UNKNOWN_EXERCISE.format(test=item.name, exercise=terms.exercise))
    if terms.points * 2 % 1 or (terms.points > 0) != (suite == "hidden"):
        raise _fault(item, BAD_POINTS.format(test=item.name, points=terms.points))
    return Criterion(item.name, " ".join(title.split()), topic.name, suite, terms, item)


def _check_points(topic: Topic, hidden: list[Criterion]) -> None:
    for exercise in topic.exercises:
        terms = [each.terms for each in hidden if each.terms.exercise == exercise.name]
        cores = sum(each.is_core for each in terms)
        if cores != 1:
            raise _fault(hidden[0].item, CORES.format(exercise=exercise.name, count=cores))
        points = sum(each.points for each in terms)
        if points != exercise.points:
            words = SUM.format(exercise=exercise.name, points=points, wanted=exercise.points)
            raise _fault(hidden[0].item, words)


def _fault(item: pytest.Item, fault: str) -> CurriculumError:
    return CurriculumError(BAD_TOPIC.format(file=item.path, fault=fault))

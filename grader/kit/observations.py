"""What a kit knows of misconceptions: what they give in the examples suites, no code of theirs."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from grader.curriculum import Topic, load_curriculum
from grader.judge.catalogue import Carried
from grader.judge.client import JudgeClient
from grader.judge.collected import hash_suites
from grader.sandbox.confinement.probing import probe
from grader.variants import MISCONCEPTIONS_FILE

SEED = 0
"""The seed of every check that names no other."""

_OBSERVED_FILES = ("__init__.py", "test_examples.py", "topic.toml", MISCONCEPTIONS_FILE)


def observe_examples(topics: tuple[Topic, ...]) -> dict[str, bytes]:
    """Judge the solutions and misconceptions by the examples suites alone.

    Args:
        topics: the course.

    Returns:
        The content of each topic's file of observations, by its name.

    Raises:
        CurriculumError: an examples suite is not as it must be.
        GraderFault: the grader itself failed.
    """
    with _examples_only(topics) as alone, JudgeClient(alone, probe().level) as judge:
        return {topic.name: msgspec.msgpack.encode(_carried(judge, topic)) for topic in alone}


def _carried(judge: JudgeClient, topic: Topic) -> Carried:
    return Carried(
        suites=hash_suites((topic,)),
        seed=SEED,
        exercises={
            exercise.name: judge.reference(topic.name, exercise.name, SEED)
            for exercise in topic.exercises
        },
    )


@contextmanager
def _examples_only(topics: tuple[Topic, ...]) -> Iterator[tuple[Topic, ...]]:
    """Copies of the topics without their hidden suites, as a kit has them."""
    with tempfile.TemporaryDirectory() as name:
        for topic in topics:
            folder = Path(name) / topic.name
            folder.mkdir()
            for file in _OBSERVED_FILES:
                if (topic.folder / file).is_file():
                    shutil.copy(topic.folder / file, folder / file)
        yield load_curriculum(Path(name))

"""What a grade rests on, as hashes and versions: two equal ones mean one and the same grade."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from grader.curriculum import Topic
from grader.judge.fingerprint import hash_judge
from grader.places import data_file
from grader.report.types import Basis
from grader.sandbox.protocol import Level
from grader.submission import Submission
from grader.variants import MISCONCEPTIONS_FILE

LIBRARIES = ("msgspec", "numpy", "pytest", "torch")
"""What student code computes with, and what judges it."""


def class_basis(topics: tuple[Topic, ...], seed: int, level: Level) -> Basis:
    """What the grades of a whole class rest on; the submission's own hash is still empty.

    Args:
        topics: what is judged.
        seed: draws the inputs.
        level: of isolation, for student code.
    """
    from grader.judge.collected import hash_suites  # imports pytest, which most commands do not

    return Basis(
        submission="",
        suites=hash_suites(topics),
        kit=hash_kit(topics),
        seed=seed,
        isolation=level,
        topics=tuple(topic.name for topic in topics),
        python=platform.python_version(),
        libraries={name: found for name in LIBRARIES if (found := _installed(name))},
    )


def of_submission(basis: Basis, submission: Submission) -> Basis:
    """What the grade of one submission rests on, given its class's."""
    content = msgspec.msgpack.encode(submission, order="deterministic")
    return msgspec.structs.replace(basis, submission=_named(hashlib.sha256(content)))


def hash_kit(topics: tuple[Topic, ...]) -> str:
    """A hash of all besides the suites that verdicts and diagnoses come from, limits included."""
    digest = hashlib.sha256(hash_judge().encode())
    for name, file in _own_files(topics):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    for topic in topics:
        digest.update(msgspec.json.encode([topic.name, topic.limits], order="deterministic"))
    return _named(digest)


def _own_files(topics: Iterable[Topic]) -> Iterator[tuple[str, Path]]:
    """What diagnoses come from, under names that do not depend on where the kit is installed."""
    for topic in topics:
        misconceptions = topic.folder / MISCONCEPTIONS_FILE
        if misconceptions.is_file():
            yield f"{topic.name}/misconceptions", misconceptions
        solution = data_file("solutions", topic.name)
        if solution is not None:
            yield f"{topic.name}/solution", solution


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _named(digest: "hashlib._Hash") -> str:
    return f"sha256:{digest.hexdigest()}"

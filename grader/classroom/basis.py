"""What a grade rests on, as hashes and versions: two equal ones mean one and the same grade."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from grader.curriculum import Topic
from grader.places import data_folder
from grader.report.types import Basis
from grader.sandbox.protocol import Level
from grader.submission import Submission

LIBRARIES = ("msgspec", "numpy", "pytest", "torch")
"""What student code computes with, and what judges it."""

_KIT = Path(__file__).parent.parent
_JUDGING = ("judge", "sandbox")
_FILES = ("__init__.py", "curriculum.py", "places.py", "report/types.py", "variants.py")


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
    """A hash of all besides the suites that verdicts and diagnoses come from, limits included.

    The kit's version alone does not tell one working copy from another.
    """
    digest = hashlib.sha256()
    for name, file in _kit_files(topics):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    for topic in topics:
        digest.update(msgspec.json.encode([topic.name, topic.limits], order="deterministic"))
    return _named(digest)


def _kit_files(topics: Iterable[Topic]) -> Iterator[tuple[str, Path]]:
    """Each file under a name that does not depend on where the kit is installed."""
    for file in _FILES:
        yield file, _KIT / file
    for folder in _JUDGING:
        for path in sorted((_KIT / folder).rglob("*.py")):
            yield path.relative_to(_KIT).as_posix(), path
    for topic in topics:
        own = [topic.folder / "misconceptions.py", _solution(topic)]
        yield from ((f"{topic.name}/{path.parent.name}", path) for path in own if path.is_file())


def _solution(topic: Topic) -> Path:
    return data_folder("solutions") / f"{topic.name}.py"


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _named(digest: "hashlib._Hash") -> str:
    return f"sha256:{digest.hexdigest()}"

"""What the solution and the misconceptions of an exercise give, worked out once for each seed.

They are judged behind the glass like any submission. What came back is kept in a file of the user's
cache, under a name that holds all that it depends on, with a checksum: what does not fit is worked
out anew. A students' kit has neither solutions nor misconceptions; it carries what came back from
them in its examples suites.
"""

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from grader.judge.diagnosis import Known, Reference
from grader.judge.fingerprint import hash_judge
from grader.judge.signature import Signature
from grader.places import cache_folder, data_folder
from grader.variants import MISCONCEPTIONS_FILE, put_into, read_misconceptions

CARRIED_FILE = "observations.msgpack"
OTHER_SUITES = (
    "Mistakes are not named here: what this kit knows of them belongs to other suites or to "
    "another seed."
)

_NOTHING_KNOWN = Reference(solution={}, known=())
_OTHER_SUITES = Reference(solution={}, known=(), note=OTHER_SUITES)

Observe = Callable[[str], dict[str, Signature]]


class Stored(msgspec.Struct, frozen=True):
    """A file of the cache: a reference, and the hash of its encoding."""

    checksum: str
    content: msgspec.Raw


class Carried(msgspec.Struct, frozen=True):
    """What a students' kit carries for one topic.

    Attributes:
        suites: hash of the topic's suites in the kit.
        seed: that the observations were made at.
        exercises: what there is to compare with, by exercise.
    """

    suites: str
    seed: int
    exercises: dict[str, Reference]


def reference_for(
    topic_folder: Path,
    exercise: str,
    suites: str,
    seed: int,
    versions: Iterable[str],
    observe: Observe,
) -> Reference:
    """What the solution and the misconceptions of one exercise give.

    Args:
        topic_folder: the topic's folder; its name is the topic's.
        exercise: which exercise.
        suites: hash of the topic's suites.
        seed: of the run.
        versions: of libraries, on which the numbers depend.
        observe: judges a module, and gives the signature of each of the exercise's criteria.
    """
    misconceptions = topic_folder / MISCONCEPTIONS_FILE
    try:
        solution_file = data_folder("solutions") / f"{topic_folder.name}.py"
        solution = solution_file.read_text(encoding="utf-8")
        catalogue = misconceptions.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _carried(topic_folder / CARRIED_FILE, exercise, suites, seed)
    file = _cache_file([solution, catalogue, exercise, suites, str(seed), *versions])
    reference = _load(file)
    if reference is None:
        entries = [e for e in read_misconceptions(misconceptions) if e.exercise == exercise]
        reference = Reference(
            solution=observe(solution),
            known=tuple(
                Known(entry.identity, entry.explanation, observe(put_into(solution, entry)))
                for entry in entries
                if entry.explanation is not None
            ),
        )
        _store(file, reference)
    return reference


def _carried(file: Path, exercise: str, suites: str, seed: int) -> Reference:
    """What a kit knows; nothing, and a note, where it is about something else."""
    if not file.is_file():
        return _NOTHING_KNOWN
    try:
        carried = msgspec.msgpack.decode(file.read_bytes(), type=Carried)
    except (OSError, msgspec.DecodeError):
        return _OTHER_SUITES
    if (carried.suites, carried.seed) != (suites, seed):
        return _OTHER_SUITES
    return carried.exercises.get(exercise, _NOTHING_KNOWN)


def _cache_file(depends_on: Iterable[str]) -> Path:
    versions = [hash_judge(), platform.python_version(), platform.machine()]
    digest = hashlib.sha256("\0".join([*versions, *depends_on]).encode()).hexdigest()
    return cache_folder() / "observations" / f"{digest}.msgpack"


def _load(file: Path) -> Reference | None:
    try:
        stored = msgspec.msgpack.decode(file.read_bytes(), type=Stored)
        if stored.checksum == _checksum(bytes(stored.content)):
            return msgspec.msgpack.decode(stored.content, type=Reference)
    except (OSError, msgspec.DecodeError):
        pass
    return None


def _store(file: Path, reference: Reference) -> None:
    """Keep a reference; a cache that cannot be written only costs time."""
    content = msgspec.msgpack.encode(reference)
    stored = msgspec.msgpack.encode(Stored(_checksum(content), msgspec.Raw(content)))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(stored)
        Path(temporary).replace(file)
    except OSError:
        pass


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

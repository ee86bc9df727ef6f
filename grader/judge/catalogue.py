"""What the solution and the misconceptions of an exercise give, worked out once for each seed.

They are judged behind the glass like any submission. What came back is kept in a file of the user's
cache, under a name that holds all that it depends on, with a checksum: what does not fit is worked
out anew.
"""

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

import grader
from grader.judge.diagnosis import Known, Reference
from grader.judge.signature import Signature
from grader.places import cache_folder, data_folder
from grader.variants import put_into, read_misconceptions

NOTHING_KNOWN = Reference(solution={}, known=())
"""What a students' kit has, which holds neither solutions nor misconceptions."""

Observe = Callable[[str], dict[str, Signature]]


class Stored(msgspec.Struct, frozen=True):
    """A file of the cache: a reference, and the hash of its encoding."""

    checksum: str
    content: msgspec.Raw


def reference_for(
    topic_folder: Path, exercise: str, depends_on: Iterable[str], observe: Observe
) -> Reference:
    """What the solution and the misconceptions of one exercise give.

    Args:
        topic_folder: the topic's folder; its name is the topic's.
        exercise: which exercise.
        depends_on: the suites' hash, the seed, versions.
        observe: judges a module, and gives the signature of each of the exercise's criteria.
    """
    misconceptions = topic_folder / "misconceptions.py"
    try:
        solution_file = data_folder("solutions") / f"{topic_folder.name}.py"
        solution = solution_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NOTHING_KNOWN
    if not misconceptions.is_file():
        return NOTHING_KNOWN
    file = _cache_file(
        [solution, misconceptions.read_text(encoding="utf-8"), exercise, *depends_on]
    )
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


def _cache_file(depends_on: Iterable[str]) -> Path:
    versions = [grader.__version__, platform.python_version(), platform.machine()]
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

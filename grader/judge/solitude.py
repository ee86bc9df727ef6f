"""Judges on one machine, and the one that must be alone for a moment.

A busy machine can make right code run out of time. So a criterion that did is run once more while
every other judge of this user waits. Two locks do it: a turnstile that everyone passes, and the
room behind it, which many share or one has to itself. Whoever wants the room alone stays in the
turnstile until it is empty, so that nobody else can slip in.
"""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Self

from grader.places import cache_folder


class Solitude:
    """This judge's place among the others; use as a context.

    The files are opened by the process that uses them, so that its death lets go of the locks.
    """

    def __enter__(self) -> Self:
        self._files = ExitStack()
        self._turnstile = self._files.enter_context(_lock_file("turnstile"))
        self._room = self._files.enter_context(_lock_file("room"))
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    @contextmanager
    def among_others(self) -> Iterator[None]:
        """Work while others may work too."""
        with _held(self._turnstile, fcntl.LOCK_EX):
            fcntl.flock(self._room, fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(self._room, fcntl.LOCK_UN)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Work while all others wait."""
        with _held(self._turnstile, fcntl.LOCK_EX), _held(self._room, fcntl.LOCK_EX):
            yield


@contextmanager
def _held(file: IO[bytes], how: int) -> Iterator[None]:
    fcntl.flock(file, how)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _lock_file(name: str) -> IO[bytes]:
    """A file to lock; where the cache cannot be written to, one that only this judge knows."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return Path(folder / f"{name}.lock").open("wb")
    except OSError:
        return tempfile.TemporaryFile()

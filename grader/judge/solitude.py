"""The judges of one run, and the one that must be alone for a moment.

A busy machine can make right code run out of time. So a criterion that did is run once more while
every other judge of the run waits. Two locks do it: a turnstile that everyone passes, and the room
behind it, which many share or one has to itself. Whoever wants the room alone stays in the
turnstile until it is empty, so that nobody else can slip in. Other runs have locks of their own, so
that nobody can keep them waiting.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

_TURNSTILE, _ROOM = range(2)  # bytes of the file


class Solitude:
    """This judge's place among the others of its run.

    The locks belong to the process that takes them, so that its death lets go of them.

    Args:
        descriptor: of a file that the judges of one run share, open for reading and writing.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @contextmanager
    def among_others(self) -> Iterator[None]:
        """Work while others may work too."""
        with self._held(_TURNSTILE):
            self._lock(_ROOM, fcntl.LOCK_SH)
        try:
            yield
        finally:
            self._lock(_ROOM, fcntl.LOCK_UN)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Work while all others wait."""
        with self._held(_TURNSTILE), self._held(_ROOM):
            yield

    @contextmanager
    def _held(self, place: int) -> Iterator[None]:
        self._lock(place, fcntl.LOCK_EX)
        try:
            yield
        finally:
            self._lock(place, fcntl.LOCK_UN)

    def _lock(self, place: int, how: int) -> None:
        fcntl.lockf(self._descriptor, how, 1, place)

"""Whether what comes back goes on record, and what another exercise was let excuse.

A criterion forgives what another exercise of the student's is to blame for. Whether that exercise
really is wrong can only be said once all its own criteria have run; so each excuse is noted here,
with what would have ended the criterion otherwise.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import msgspec

from grader.judge.errors import Verdict

_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)
_apart: ContextVar[bool] = ContextVar("apart", default=False)
_excuses: ContextVar[tuple["Excuse", ...]] = ContextVar("excuses", default=())


class Excuse(msgspec.Struct, frozen=True):
    """What a criterion forgave.

    Attributes:
        verdict: what would have ended it.
        ways: for each alternative that gave the same, the exercises that it asked.
    """

    verdict: Verdict
    ways: tuple[tuple[str, ...], ...]


def on_record() -> bool:
    """Whether calls are to be noted."""
    return _asked.get() is None


@contextmanager
def off_the_record() -> Iterator[list[str]]:
    """Calls inside are asked like any other, but not noted; gives the exercises that are asked."""
    asked: list[str] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """Calls inside are asked of a worker to whom the criterion has said nothing yet."""
    token = _apart.set(True)
    try:
        yield
    finally:
        _apart.reset(token)


def is_apart() -> bool:
    """Whether calls are to be asked of a worker apart."""
    return _apart.get()


def note_asked(exercises: Iterable[str]) -> None:
    """Tell that exercises are asked, which counts off the record only."""
    asked = _asked.get()
    if asked is not None:
        asked.extend(exercises)


def excuse(verdict: Verdict, ways: Iterable[Iterable[str]]) -> None:
    """Note that a verdict was forgiven, and in which ways."""
    different = dict.fromkeys(tuple(dict.fromkeys(asked)) for asked in ways)
    _excuses.set((*_excuses.get(), Excuse(verdict, tuple(different))))


def excuses() -> tuple[Excuse, ...]:
    """What was forgiven since the criterion began."""
    return _excuses.get()


def forget_excuses() -> None:
    """Begin a criterion."""
    _excuses.set(())

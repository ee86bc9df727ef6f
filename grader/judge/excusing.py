"""What another exercise of the student's is to blame for is forgiven here, and noted."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import numpy as np

from grader.judge.calls import Answer
from grader.judge.differences import same_numbers
from grader.judge.errors import Bound, Failed, GraderFault, Raised, Verdict
from grader.judge.record import apart, excuse, off_the_record

Also = Iterable[Callable[[], Any]]
"""Ways to work out values that are as good, through the student's other exercises."""


def is_excused(verdict: Verdict, also: Also, fits: Callable[[Any], bool]) -> bool:
    """Whether an alternative fits what came back; which exercises each that does asked is noted.

    It has to fit in a worker apart as well: else an exercise could tell another one when to be as
    wrong as itself. Where none fits, the verdict is told which exercises do not answer, or answer
    differently when asked once more: nobody can say what should have come back through those.
    """
    roads = list(also)
    ends = [_follow(road) for road in roads]
    ways = [
        asked
        for road, (value, asked) in zip(roads, ends, strict=True)
        if fits(value) and _fits_apart(road, fits)
    ]
    if ways:
        excuse(verdict, ways)
    else:
        again = zip(roads, ends, strict=True)
        unsteady = [asked for road, (value, asked) in again if asked and not _holds(road, value)]
        verdict.unsteady = tuple(dict.fromkeys(chain.from_iterable(unsteady)))
    return bool(ways)


def _follow(road: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What an alternative works out to, a verdict where it ends in one, and whom it asks."""
    with off_the_record() as asked, np.errstate(all="ignore"):
        try:
            value = road()
        except Verdict as verdict:
            value = verdict
        except (GraderFault, Bound):
            raise
        except Exception:  # a wrong value of another exercise may break any arithmetic on it
            value = None
    return value, asked


def _fits_apart(road: Callable[[], Any], fits: Callable[[Any], bool]) -> bool:
    """Whether an alternative fits where nothing but itself has been asked, if it can be there."""
    try:
        with apart():
            value, _ = _follow(road)
    except Bound:
        return True
    return fits(value)


def _holds(road: Callable[[], Any], value: Any) -> bool:
    """Whether an alternative that was followed once works out to the same once more."""
    if isinstance(value, Verdict):
        return isinstance(value, Raised)
    now, _ = _follow(road)
    if isinstance(value, Answer) and isinstance(now, Answer):
        value, now = value.value, now.value
    same = same_numbers(now, value)
    return type(now) is type(value) if same is None else same


def passes(check: Callable[[], None]) -> bool:
    """Whether a check passes, off the record."""
    try:
        with off_the_record():
            check()
    except (Failed, Raised):
        return False
    return True

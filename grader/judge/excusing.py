"""What another exercise of the student's is to blame for is forgiven here, and noted."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from grader.judge.errors import Failed, GraderFault, Raised, Verdict
from grader.judge.record import excuse, off_the_record

Also = Iterable[Callable[[], Any]]
"""Ways to work out values that are as good, through the student's other exercises."""


def is_excused(verdict: Verdict, also: Also, fits: Callable[[Any], bool]) -> bool:
    """Whether an alternative fits what came back; which exercises each that does asked is noted."""
    ways = [asked for value, asked in _alternatives(also) if fits(value)]
    if ways:
        excuse(verdict, ways)
    return bool(ways)


def _alternatives(also: Also) -> Iterator[tuple[Any, list[str]]]:
    """What each alternative works out to, a verdict where it ends in one, and whom it asks."""
    for work_out in also:
        with off_the_record() as asked, np.errstate(all="ignore"):
            try:
                value = work_out()
            except Verdict as verdict:
                value = verdict
            except GraderFault:
                raise
            except Exception:  # a wrong value of another exercise may break any arithmetic on it
                continue
        yield value, asked


def passes(check: Callable[[], None]) -> bool:
    """Whether a check passes, off the record."""
    try:
        with off_the_record():
            check()
    except (Failed, Raised):
        return False
    return True

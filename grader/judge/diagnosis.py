"""Which misconception a failing exercise shows: pure.

A diagnosis needs agreement wherever the misconception departs from the solution, and no
contradiction elsewhere: over all the exercise's criteria, what came back is what the misconception
gives. Where two ideas together explain all that came back, and neither does alone, both are named.
Behaviour that fits nothing gets no name.
"""

from collections.abc import Mapping
from itertools import combinations

import msgspec

from grader.judge.signature import Signature, same
from grader.variants import Explanation

Signatures = Mapping[str, Signature]


class Known(msgspec.Struct, frozen=True):
    """A misconception, and what it gives in each criterion of its exercise."""

    identity: str
    explanation: Explanation
    signatures: dict[str, Signature]


class Reference(msgspec.Struct, frozen=True):
    """What the solution and each misconception of one exercise give, at one seed.

    Attributes:
        solution: the solution's signature in each criterion.
        known: the misconceptions.
        note: for the student, where there is nothing to compare with although there should be.
    """

    solution: dict[str, Signature]
    known: tuple[Known, ...]
    note: str | None = None


def diagnose(seen: Signatures, reference: Reference) -> tuple[Known, ...]:
    """The misconceptions that explain what was seen, most specific first, each id once.

    Args:
        seen: what came back in each of the exercise's criteria.
        reference: what the solution and the misconceptions give there.
    """
    fitting = [known for known in reference.known if _fits(seen, known, reference)]
    if fitting:
        fitting.sort(key=lambda known: -len(_departures(known, reference)))
        return tuple({known.identity: known for known in reversed(fitting)}.values())[::-1]
    return _pair(seen, reference)


def _fits(seen: Signatures, known: Known, reference: Reference) -> bool:
    return bool(_departures(known, reference)) and all(
        same(seen[key], known.signatures[key]) for key in reference.solution
    )


def _departures(known: Known, reference: Reference) -> frozenset[str]:
    """Criteria in which a misconception gives something else than the solution."""
    return frozenset(
        key for key, right in reference.solution.items() if not same(known.signatures[key], right)
    )


def _pair(seen: Signatures, reference: Reference) -> tuple[Known, ...]:
    """Two ideas, each alone to blame for something, that together explain all that was seen."""
    wrong = {key for key, right in reference.solution.items() if not same(seen[key], right)}
    candidates = [
        (known, agreed)
        for known in reference.known
        if (agreed := _agreed(seen, known, reference))
        and _departures(known, reference) - agreed < wrong
    ]
    pairs = [
        (one, other)
        for (one, mine), (other, theirs) in combinations(candidates, 2)
        if one.identity != other.identity
        and mine | theirs == wrong
        and mine - theirs
        and theirs - mine
        and _departures(one, reference) - mine <= theirs
        and _departures(other, reference) - theirs <= mine
    ]
    names = {(one.identity, other.identity) for one, other in pairs}
    return pairs[0] if len(names) == 1 else ()


def _agreed(seen: Signatures, known: Known, reference: Reference) -> frozenset[str]:
    """Criteria in which a misconception departs from the solution, and was seen to."""
    return frozenset(
        key for key in _departures(known, reference) if same(seen[key], known.signatures[key])
    )

"""From what each criterion did to outcomes and points: pure, and blind to the order of tests."""

from collections.abc import Iterable, Iterator

import msgspec

from grader.judge.suite import Terms
from grader.judge.verdicts import Pardon
from grader.report.types import Outcome

WAITS_FOR_CORE = "Comes into play once the exercise's main behaviour is right."
WAITS_FOR_OTHER = "Needs {other}, which is not right yet: it is judged once {other} is."

_WITHOUT_ANSWER = ("errored", "timed_out", "crashed")


class Ran(msgspec.Struct, frozen=True):
    """What one criterion did by itself.

    Attributes:
        name: the test's name.
        terms: what its author says of it.
        outcome: how it ended.
        feedback: what to tell the student.
        blamed: another exercise, inside which the error was raised.
        uses: other exercises that its own one calls.
        unsteady: other exercises that do not answer, or the same call differently each time.
        pardons: what it forgave on its way to passing.
    """

    name: str
    terms: Terms
    outcome: Outcome
    feedback: str | None = None
    blamed: str | None = None
    uses: tuple[str, ...] = ()
    unsteady: tuple[str, ...] = ()
    pardons: tuple[Pardon, ...] = ()


class Judged(msgspec.Struct, frozen=True):
    """What one criterion counts for, given all the others."""

    outcome: Outcome
    points: float
    feedback: str | None


def judge(criteria: Iterable[Ran]) -> dict[str, Judged]:
    """Give each criterion of a topic, by its name, its outcome and points.

    Until an exercise's core passes, its other hidden criteria earn nothing: they are
    `not_implemented` where the core is, and `skipped` elsewhere. A criterion is also `skipped`
    while another exercise stands in its way: one that answers differently each time; where it does
    not pass, one that it goes on from and whose core does not pass; or one that its exercise
    calls: whose core does not pass, or, where it ended without an answer, that is not all right.
    What a criterion forgave since other exercises gave the same is only forgiven if one of them is
    wrong by its own criteria: else a right exercise could lie on behalf of a wrong one.
    """
    ran = list(criteria)
    cores = {each.terms.exercise: each for each in ran if each.terms.is_core}
    judged_cores = {name: _alone(each, ran) for name, each in cores.items()}
    return {each.name: _gated(each, ran, judged_cores.get(each.terms.exercise)) for each in ran}


def _gated(each: Ran, ran: list[Ran], core: Judged | None) -> Judged:
    alone = _alone(each, ran)
    is_gated = core is not None and each.terms.points > 0 and not each.terms.is_core
    if not is_gated or core is None or core.outcome == "passed" or each.outcome == "grader_error":
        return alone
    if core.outcome == "not_implemented":
        return Judged("not_implemented", 0.0, None)
    return Judged("skipped", 0.0, WAITS_FOR_CORE)


def _alone(each: Ran, ran: list[Ran]) -> Judged:
    """What a criterion counts for before its own exercise's core is looked at."""
    if each.outcome in ("not_implemented", "grader_error"):
        return Judged(each.outcome, 0.0, each.feedback)
    obstacle = next(_obstacles(each, ran), None)
    if obstacle is not None:
        return Judged("skipped", 0.0, WAITS_FOR_OTHER.format(other=obstacle))
    refused = next((it for it in each.pardons if _is_refused(it, ran)), None)
    if refused is not None:
        return Judged(refused.outcome, 0.0, refused.feedback)
    points = each.terms.points if each.outcome == "passed" else 0.0
    return Judged(each.outcome, points, each.feedback)


def _obstacles(each: Ran, ran: list[Ran]) -> Iterator[str]:
    """Other exercises that must be right before this criterion can be judged."""
    if each.outcome != "passed":
        yield from (name for name in each.terms.continues if not _core_passes(name, ran))
    if each.outcome == "failed":
        yield from (name for name in each.uses if not _core_passes(name, ran))
    others = each.unsteady
    if each.outcome in _WITHOUT_ANSWER:
        others += ((each.blamed,) if each.blamed else ()) + each.uses
    yield from (name for name in others if not _all_right(name, ran))


def _is_refused(pardon: Pardon, ran: list[Ran]) -> bool:
    """Whether nobody is to blame for what was forgiven."""
    return all(_are_right(way, ran) for way in pardon.ways)


def _are_right(exercises: Iterable[str], ran: list[Ran]) -> bool:
    """Whether exercises are right by themselves, with nothing forgiven."""
    return all(
        each.outcome == "passed" and not each.pardons
        for each in ran
        if each.terms.exercise in exercises
    )


def _core_passes(exercise: str, ran: list[Ran]) -> bool:
    return all(
        each.outcome == "passed"
        for each in ran
        if each.terms.exercise == exercise and each.terms.is_core
    )


def _all_right(exercise: str, ran: list[Ran]) -> bool:
    return all(each.outcome == "passed" for each in ran if each.terms.exercise == exercise)

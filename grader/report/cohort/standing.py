"""Where a class stands: who is stuck at what, and which wrong ideas are most common; pure."""

from collections.abc import Iterable, Sequence

import msgspec

from grader.report.cohort.entries import Entry

_BEGUN = ("wrong", "waits")


class Sharing(msgspec.Struct, frozen=True):
    """Submissions that have something in common.

    Attributes:
        identity: the misconception's id; empty where it is none.
        exercise: the number of the exercise in the class's plan.
        entries: the submissions.
    """

    identity: str
    exercise: int
    entries: tuple[Entry, ...]


def misconceptions(entries: Iterable[Entry]) -> list[Sharing]:
    """Each misconception that was recognised and who has it, the most common first."""
    found: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        for key in entry.misconceptions:
            found.setdefault(key, []).append(entry)
    shared = [Sharing(identity, number, tuple(who)) for (identity, number), who in found.items()]
    return sorted(shared, key=lambda each: (-len(each.entries), each.exercise, each.identity))


def stuck(entries: Iterable[Entry]) -> list[Sharing]:
    """Who is stuck at which exercise, where most are first."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        exercise = stuck_at(entry)
        if exercise is not None:
            found.setdefault(exercise, []).append(entry)
    shared = [Sharing("", number, tuple(who)) for number, who in found.items()]
    return sorted(shared, key=lambda each: (-len(each.entries), each.exercise))


def stuck_at(entry: Entry) -> int | None:
    """The number of the exercise that a submission is stuck at; None if it is at none.

    That is the first that is begun but not right after the last that is right: whoever got
    something later right went on, and whoever wrote nothing more only stopped.
    """
    right = [number for number, state in enumerate(entry.states) if state == "right"]
    rest = range(right[-1] + 1 if right else 0, len(entry.states))
    return next((number for number in rest if entry.states[number] in _BEGUN), None)


def without_mark(entries: Sequence[Entry]) -> list[Entry]:
    """Those that an instructor must look at: no mark, no module, or a broken one."""
    return [each for each in entries if each.is_to_look_at]

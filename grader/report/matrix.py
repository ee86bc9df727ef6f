"""What `grader verify` found out, as a table of topics and checks, and in a few sums."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from grader.report.verification_types import Check, Failure, Finding, Verification

HEADINGS: dict[Check, str] = {
    "solution": "Solution",
    "stub": "Stub",
    "examples": "Examples",
    "entries": "Entries",
    "caught": "Caught",
    "named": "Named",
    "fair": "Fair",
    "needed": "Needed",
    "steady": "Steady",
    "mutants": "Mutants",
}
TOTAL = "Total"
HOLDS = "✔"
FAILS = "✘"
NOT_CHECKED = "–"

State = Literal["holds", "fails", "unknown"]


class Cell(msgspec.Struct, frozen=True):
    """One check of one topic."""

    text: str
    state: State


class Row(msgspec.Struct, frozen=True):
    """All checks of one topic."""

    name: str
    cells: tuple[Cell, ...]


class FirstFailure(msgspec.Struct, frozen=True):
    """The first failure of a kind, and how many more there are of it."""

    failure: Failure
    more: int


def matrix(verification: Verification) -> list[Row]:
    """A row for each topic."""
    return [
        Row(topic.name, tuple(_cell(check, topic.findings) for check in HEADINGS))
        for topic in verification.topics
    ]


def total(verification: Verification) -> Row:
    """A row for all topics together."""
    findings = [finding for topic in verification.topics for finding in topic.findings]
    return Row(TOTAL, tuple(_cell(check, findings) for check in HEADINGS))


def first_failures(findings: Sequence[Finding]) -> list[FirstFailure]:
    """The first failure of each kind: of each check, and of each way to mend it."""
    kinds: dict[tuple[Check, str], list[Failure]] = {}
    for finding in findings:
        for failure in finding.failures:
            kinds.setdefault((finding.check, failure.mend), []).append(failure)
    return [FirstFailure(failures[0], len(failures) - 1) for failures in kinds.values()]


def _cell(check: Check, findings: Sequence[Finding]) -> Cell:
    found = [each for each in findings if each.check == check]
    if not found:
        return Cell(NOT_CHECKED, "unknown")
    passed, total = sum(each.passed for each in found), sum(each.total for each in found)
    fails = any(each.failures for each in found)
    return Cell(_text(passed, total, fails), "fails" if fails else "holds")


def _text(passed: int, total: int, fails: bool) -> str:
    if total == 1:
        return FAILS if fails else HOLDS
    return f"{passed}/{total}"

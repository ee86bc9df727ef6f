"""What `grader verify` found out: types only."""

from typing import Literal

import msgspec

SCHEMA = 1

Check = Literal[
    "solution",
    "stub",
    "examples",
    "entries",
    "caught",
    "named",
    "fair",
    "needed",
    "steady",
    "mutants",
]
"""What is checked of a topic, in the order in which it is shown."""


class Failure(msgspec.Struct, frozen=True):
    """Something that does not hold.

    Attributes:
        file: where to mend it, with the line if there is one.
        what: what was seen.
        mend: what to do about it, the same sentence for each failure of a kind.
    """

    file: str
    what: str
    mend: str


class Finding(msgspec.Struct, frozen=True):
    """What became of one check of one topic: it holds if nothing fails."""

    check: Check
    passed: int
    total: int
    failures: tuple[Failure, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """A misconception, and what the judge made of it.

    Attributes:
        identity: its id.
        exercise: whose wrong implementation it is.
        line: where it stands in `misconceptions.py`.
        diagnosed: the ids that a student with it is told, at any of the seeds.
    """

    identity: str
    exercise: str
    line: int
    diagnosed: tuple[str, ...]


class Clause(msgspec.Struct, frozen=True):
    """A criterion as an author looks at it.

    Attributes:
        name: the test's name.
        title: the clause of the contract that it holds.
        exercise: whose it is.
        suite: which suite it stands in.
        points: what it is worth.
        catches: how many misconceptions fail it.
        stays: why it stays although none does.
    """

    name: str
    title: str
    exercise: str
    suite: Literal["examples", "hidden"]
    points: float
    catches: int
    stays: str


class Tried(msgspec.Struct, frozen=True):
    """A mutant of the solution, and what the judge made of it.

    Attributes:
        exercise: which one was changed.
        kind: the kind of change.
        line: of the solution.
        before: the changed lines.
        after: what they became.
        nth: which of several places where the same change can be made.
        killed_by: the criteria that it fails.
        timed_out: whether it only ran out of time.
        reason: why it survives, where it is equal in behaviour.
    """

    exercise: str
    kind: str
    line: int
    before: str
    after: str
    nth: int
    killed_by: tuple[str, ...]
    timed_out: bool
    reason: str | None


class TopicVerification(msgspec.Struct, frozen=True):
    """All that was found out about one topic.

    Attributes:
        name: the topic's name.
        findings: one for each check that was made.
        entries: its misconceptions.
        clauses: its criteria.
        mutants: of its solution, where they were asked for.
        notes: what could not be checked here.
    """

    name: str
    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]
    clauses: tuple[Clause, ...]
    mutants: tuple[Tried, ...] = ()
    notes: tuple[str, ...] = ()


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found out.

    Attributes:
        kit: the kit's version.
        seeds: how many seeds it was found at.
        topics: in the order of the course.
    """

    schema: int = SCHEMA
    kit: str
    seeds: int
    topics: tuple[TopicVerification, ...]

    def holds(self) -> bool:
        """Whether nothing fails."""
        return not any(finding.failures for topic in self.topics for finding in topic.findings)

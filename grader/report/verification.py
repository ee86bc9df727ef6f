"""What `grader verify` found out, for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.report.matrix import FAILS, HEADINGS, FirstFailure, State, first_failures, matrix
from grader.report.plain import plain
from grader.report.verification_types import Check, TopicVerification, Verification

TOPIC = "Topic"
NARROW: dict[Check, str] = {
    **HEADINGS,
    "solution": "Solu-\ntion",
    "examples": "Exam-\nples",
    "entries": "En-\ntries",
}
"""The matrix's headings, so that it fits a terminal of 80 columns."""

MORE = "And {count} more like it."
SUITE_HEADINGS = ("Exercise", "Criterion", "Points", "Caught")
EXAMPLE = "example"
STAYS = "{title} (stays: {reason})"
MISCONCEPTIONS = (
    "{caught} of {total} misconceptions are caught, {named} named right, {others} with others."
)
MUTATION = "{killed} of {total} mutants are killed ({share:.1%}); survivors with a reason: {equal}."
ALL_HOLDS = "All holds (seeds: {seeds})."
SOMETHING_FAILS = "Not all holds (seeds: {seeds})."

_STYLES: dict[State, str] = {"holds": "green", "fails": "red", "unknown": "dim"}


def render_verification(verification: Verification) -> RenderableType:
    """The matrix, the first failure of each kind, and for a single topic its criteria."""
    topics = verification.topics
    parts: list[RenderableType] = [_matrix(verification)]
    for topic in topics:
        parts.extend(_failures(topic))
    if len(topics) == 1:
        parts += [Text(), _criteria(topics[0])]
    parts.append(Text())
    parts.extend(Text(plain(note), style="yellow") for topic in topics for note in topic.notes)
    parts.extend(Text(line) for line in summary(verification))
    return Group(*parts)


def summary(verification: Verification) -> Iterator[str]:
    """What was found out, in a few sentences."""
    entries = [entry for topic in verification.topics for entry in topic.entries]
    findings = [finding for topic in verification.topics for finding in topic.findings]
    yield MISCONCEPTIONS.format(
        caught=sum(finding.passed for finding in findings if finding.check == "caught"),
        total=len(entries),
        named=sum(finding.passed for finding in findings if finding.check == "named"),
        others=sum(len(entry.diagnosed) > 1 for entry in entries),
    )
    mutants = [mutant for topic in verification.topics for mutant in topic.mutants]
    if mutants:
        killed = sum(bool(mutant.killed_by) for mutant in mutants)
        yield MUTATION.format(
            killed=killed,
            total=len(mutants),
            share=killed / len(mutants),
            equal=sum(mutant.reason is not None for mutant in mutants),
        )
    words = ALL_HOLDS if verification.holds() else SOMETHING_FAILS
    yield words.format(seeds=verification.seeds)


def _matrix(verification: Verification) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(TOPIC, no_wrap=True)
    for heading in NARROW.values():
        table.add_column(heading, justify="right", no_wrap=True)
    for row in matrix(verification):
        cells = [Text(cell.text, style=_STYLES[cell.state]) for cell in row.cells]
        table.add_row(Text(row.name, style="bold"), *cells)
    return table


def _failures(topic: TopicVerification) -> Iterator[RenderableType]:
    failures = first_failures(topic.findings)
    if failures:
        yield Text()
        yield Rule(Text(topic.name), align="left", style="dim")
    for each in failures:
        yield Text(f"{FAILS} {plain(each.failure.file)}", style="red")
        yield Padding(Text(plain(each.failure.what)), (0, 0, 0, 2))
        yield Padding(Text(_mend(each), style="bold"), (0, 0, 0, 2))


def _mend(each: FirstFailure) -> str:
    more = f" {MORE.format(count=each.more)}" if each.more else ""
    return plain(each.failure.mend) + more


def _criteria(topic: TopicVerification) -> Table:
    """Each exercise's criteria by their titles, so that its author sees what none holds."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in SUITE_HEADINGS:
        table.add_column(heading, no_wrap=heading != SUITE_HEADINGS[1])
    shown = ""
    for clause in topic.clauses:
        title = clause.title
        if clause.stays:
            title = STAYS.format(title=title, reason=clause.stays)
        exercise = "" if clause.exercise == shown else clause.exercise
        shown = clause.exercise
        points = f"{clause.points:g}" if clause.suite == "hidden" else EXAMPLE
        table.add_row(Text(exercise, style="bold"), Text(title), points, str(clause.catches))
    return table

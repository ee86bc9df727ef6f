"""An instructor's decisions in place of the judge's, read from CSV."""

import math
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.classroom.numbers import number_in
from grader.classroom.table import Table, read_table
from grader.report.plain import plain_cell
from grader.submission import SubmissionError

COLUMNS = ("submission", "criterion", "points", "reason")
KEPT = "overrides.csv"
"""Where a class's folder keeps the decisions that hold in it."""

NO_COLUMNS = "{file} must begin with a line of the headings {wanted}; it has {found}."
BAD_LINE = "{file}, line {line}: {fault}"
NO_NUMBER = "the points {points} are no number of zero or more."
NO_REASON = "say why, in the column reason: the student reads it."
TWICE = "{submission} and {criterion} stand there twice."
NO_SUBMISSION = "there is no submission {submission} in this class."
DID_YOU_MEAN = " Did you mean {name}?"


class Decision(msgspec.Struct, frozen=True):
    """One line of the file.

    Attributes:
        line: its number.
        submission: whose grade is concerned.
        criterion: a hidden criterion's name, with `topic/` before it where several have it.
        points: what it earns.
        reason: why, for the student.
    """

    line: int
    submission: str
    criterion: str
    points: float
    reason: str


class Overrides(msgspec.Struct, frozen=True):
    """A class's decisions.

    Attributes:
        file: where they come from.
        by_submission: the decisions that concern each.
        content: of the file.
        waiting: who else is in the file, and not in the class.
        unplaced: what else is in it, and is no one criterion of the topics that are judged.
    """

    file: str = ""
    by_submission: dict[str, tuple[Decision, ...]] = {}
    content: bytes = b""
    waiting: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def read_overrides(file: Path, submissions: Iterable[str]) -> Overrides:
    """Read decisions.

    Args:
        file: CSV with the headings submission, criterion, points and reason.
        submissions: the names that there are; a line may have one as the gradebook shows it.

    Raises:
        SubmissionError: it cannot be read, or a line cannot be meant; the message names the line.
    """
    names = _forms(submissions)
    table = read_table(file)
    lines = list(_lines(str(file), table))
    for line, cells in lines:
        if cells["submission"] not in names:
            fault = NO_SUBMISSION.format(submission=cells["submission"])
            raise misuse(str(file), line, fault + near(cells["submission"], names))
    return Overrides(str(file), _by_submission(str(file), lines, names), table.content)


def read_kept(file: Path, submissions: Iterable[str]) -> Overrides:
    """Read the decisions of an earlier run, in which other submissions may have been.

    Args:
        file: as `read_overrides` read it then.
        submissions: the names that there are now; lines about others wait for these.

    Raises:
        SubmissionError: it cannot be read any more; the message names the line.
    """
    names = _forms(submissions)
    table = read_table(file)
    lines = list(_lines(str(file), table))
    present = [(line, cells) for line, cells in lines if cells["submission"] in names]
    others = [cells["submission"] for _, cells in lines if cells["submission"] not in names]
    decisions = _by_submission(str(file), present, names)
    return Overrides(str(file), decisions, table.content, waiting=tuple(dict.fromkeys(others)))


def _forms(submissions: Iterable[str]) -> dict[str, str]:
    """Each submission's name by the ways in which a line may write it."""
    return {form: name for name in submissions for form in (name, plain_cell(name))}


def _by_submission(
    file: str, lines: Iterable[tuple[int, dict[str, str]]], names: dict[str, str]
) -> dict[str, tuple[Decision, ...]]:
    by_submission: dict[str, tuple[Decision, ...]] = {}
    for line, cells in lines:
        decision = _decision(file, line, cells, names)
        known = by_submission.get(decision.submission, ())
        if decision.criterion in {each.criterion for each in known}:
            fault = TWICE.format(submission=decision.submission, criterion=decision.criterion)
            raise misuse(file, line, fault)
        by_submission[decision.submission] = (*known, decision)
    return by_submission


def near(name: str, names: Iterable[str]) -> str:
    """A question after the name that was probably meant; nothing where none is like it."""
    found = get_close_matches(name, names, n=1)
    return DID_YOU_MEAN.format(name=found[0]) if found else ""


def misuse(file: str, line: int, fault: str) -> SubmissionError:
    """What is said of a line that cannot be meant."""
    return SubmissionError(BAD_LINE.format(file=file, line=line, fault=fault))


def _lines(file: str, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the cells by heading of each line that is not empty."""
    rows = table.filled
    headings = [each.strip().lower() for each in rows[0][1]] if rows else []
    if not set(COLUMNS) <= set(headings):
        wanted, found = ", ".join(COLUMNS), ", ".join(headings) or "none"
        raise SubmissionError(NO_COLUMNS.format(file=file, wanted=wanted, found=found))
    for line, row in rows[1:]:
        cells = dict(zip(headings, row, strict=False))
        named = {name: cells.get(name, "").strip() for name in COLUMNS}
        yield line, named | {"submission": unicodedata.normalize("NFC", named["submission"])}


def _decision(file: str, line: int, given: dict[str, str], names: dict[str, str]) -> Decision:
    points = number_in(given["points"])
    if points is None or not math.isfinite(points):
        raise misuse(file, line, NO_NUMBER.format(points=given["points"]))
    if not given["reason"]:
        raise misuse(file, line, NO_REASON)
    return Decision(line, names[given["submission"]], given["criterion"], points, given["reason"])

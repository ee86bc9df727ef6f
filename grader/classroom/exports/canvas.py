"""Canvas: the instructor's own gradebook export filled in.

The rules are those of Canvas's gradebook importer. The first columns are `Student`, `ID`, then
`SIS User ID` and `SIS Login ID` where the course has them, `Integration ID` and `Root Account`
perhaps, and `Section`; an assignment's column is headed by its title and its number in
parentheses. A row that begins with `Points Possible` has each assignment's maximum, or says that
a column is read only; rows without a student (`Manual Posting`) may come before it. Students are
found by `ID`, else by the two after it, so these are kept as they are. Where an institution's
locale asks for it, cells are separated by semicolons.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from grader.classroom.exports.left import Left, unplaced, without_mark
from grader.classroom.exports.placing import Row, place
from grader.classroom.exports.sheet import (
    Sheet,
    guarded,
    read_sheet,
    sheet_bytes,
)
from grader.classroom.folder import write_whole
from grader.classroom.numbers import number_cell, number_in
from grader.report.types import Report
from grader.submission import SubmissionError

NOT_CANVAS = (
    "{file} is no gradebook of Canvas: its first headings must be Student and ID, and Section "
    "must be among them. Take it from the course: Grades, Export, Export Entire Gradebook."
)
NO_POINTS = "{file} has no row that begins with Points Possible: export it again."
UNCLEAR_POINTS = (
    "{file} says that {title} has {points} points possible, which is not clear. Write that number "
    "with a decimal point and nothing between its thousands."
)
NO_COLUMN = (
    "{file} has no assignment {wanted} that can be filled in. Name one with --canvas-assignment, "
    "of: {names}."
)
WHICH = "{file} has several assignments. Name one with --canvas-assignment, of: {names}."
GRADES = "canvas-grades.csv"

_IDENTIFIES = ("ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account")
_POINTS_POSSIBLE = "Points Possible"
_READ_ONLY = re.compile(r"read\s+only")
_TITLE = re.compile(r"(?P<title>.*?)\s*\(\d+\)\s*")
_NO_STUDENT = re.compile(r"(?i)\s*+(muted|manual posting.*)?\s*")


class Gradebook(msgspec.Struct, frozen=True):
    """A gradebook's export, and which of its assignments is to be filled in.

    Attributes:
        sheet: as it was read.
        column: the assignment's place.
        maximum: points possible; None where Canvas does not say.
        students: places of the rows that are a student's.
    """

    sheet: Sheet
    column: int
    maximum: float | None
    students: tuple[int, ...]


def read_gradebook(file: Path, assignment: str) -> Gradebook:
    """Read an instructor's export of the gradebook.

    Args:
        file: the export.
        assignment: title of the assignment to fill in, with its number in parentheses where
            several have that title; "" where there is only one.

    Raises:
        SubmissionError: it is none, or the assignment is not in it; the message says what to do.
    """
    sheet = read_sheet(file)
    headings = sheet.headings
    if len(headings) < 4 or "Student" not in headings[0] or headings[1:2] != ["ID"]:
        raise SubmissionError(NOT_CANVAS.format(file=file))
    if "Section" not in headings:
        raise SubmissionError(NOT_CANVAS.format(file=file))
    points = next((row for row in sheet.rows if _POINTS_POSSIBLE in row[0]), None)
    if points is None:
        raise SubmissionError(NO_POINTS.format(file=file))
    places = [
        place_of
        for place_of in range(headings.index("Section") + 1, len(headings))
        if _title(headings[place_of]) and not _READ_ONLY.search(points[place_of])
    ]
    column = _chosen(sheet, places, assignment)
    students = tuple(at for at, row in enumerate(sheet.rows) if _is_student(row))
    return Gradebook(sheet, column, _maximum(sheet, column, points[column]), students)


def fill_in(gradebook: Gradebook, reports: Callable[[], Iterable[Report]], out: Path) -> list[Left]:
    """Write the gradebook with grades.

    Args:
        gradebook: the instructor's.
        reports: gives the class's reports, each time from the beginning.
        out: the folder to write to.

    Returns:
        What the instructor must still do.

    Raises:
        SubmissionError: the file cannot be written.
    """
    sheet = gradebook.sheet
    people = [_row(sheet, sheet.rows[at]) for at in gradebook.students]
    placement = place(reports(), people, "user")
    rows = [_guarded_row(sheet.headings, row) for row in sheet.rows]
    not_marked = []
    for report in reports():
        if report.submission not in placement.rows:
            continue
        if report.score is None:
            not_marked.append(report.submission)
            continue
        maximum = report.max_score if gradebook.maximum is None else gradebook.maximum
        row = rows[gradebook.students[placement.rows[report.submission]]]
        share = report.score / report.max_score
        row[gradebook.column] = number_cell(share * maximum, like="")
    write_whole(out / GRADES, sheet_bytes(sheet, rows))
    return [*unplaced(placement.unplaced, sheet.file), *without_mark(not_marked)]


def _maximum(sheet: Sheet, column: int, cell: str) -> float | None:
    """What an assignment is worth; None where Canvas does not say, or says nothing."""
    maximum = number_in(cell)
    if maximum is None and cell.strip():
        words = UNCLEAR_POINTS.format(file=sheet.file, title=sheet.headings[column], points=cell)
        raise SubmissionError(words)
    return maximum or None


def _chosen(sheet: Sheet, places: list[int], assignment: str) -> int:
    """The place of the assignment that goes by its title, or by its title and number."""
    headings = {place_of: sheet.headings[place_of].strip() for place_of in places}
    titles = [_title(heading) for heading in headings.values()]
    names = {
        place_of: heading if titles.count(_title(heading)) > 1 else _title(heading)
        for place_of, heading in headings.items()
    }
    meant = [each for each in places if assignment in ("", names[each], headings[each])]
    if len(meant) == 1:
        return meant[0]
    words = NO_COLUMN if assignment or not places else WHICH
    told = ", ".join(names.values()) or "none"
    raise SubmissionError(words.format(file=sheet.file, wanted=assignment, names=told))


def _title(heading: str) -> str:
    """An assignment's title; nothing for a column that is none, as totals are."""
    match = _TITLE.fullmatch(heading)
    return match["title"] if match else ""


def _is_student(row: list[str]) -> bool:
    is_other = all(_NO_STUDENT.fullmatch(cell) for cell in row)
    return _POINTS_POSSIBLE not in row[0] and not is_other


def _row(sheet: Sheet, row: list[str]) -> Row:
    cells = dict(zip(sheet.headings, map(str.strip, row), strict=True))
    others = tuple(cells.get(name, "") for name in _IDENTIFIES[1:4])
    return Row(cells["ID"], others, row[0].strip())


def _guarded_row(headings: list[str], row: list[str]) -> list[str]:
    """A row made harmless, save for what Canvas finds students by."""
    return [
        cell if heading in _IDENTIFIES else guarded(cell)
        for heading, cell in zip(headings, row, strict=True)
    ]

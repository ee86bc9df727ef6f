"""Moodle: the instructor's own grading worksheet filled in, and a zip of feedback files.

The rules are those of Moodle's assignment module (feedback types "Offline grading worksheet" and
"Feedback files"). A worksheet's headings are in the course's language and compared word by word,
so they are never written here: columns are told apart by what is in them. The first one ends in
the participant's number, behind a word in the course's language. The grade stands directly before
the maximum grade, which is one and the same number in every row. An importer skips a grade above
the maximum without a word, so points are scaled to it. Feedback comments, if that feedback type is
on, come last, and are HTML.

In a zip of feedback, the folder or file name of each begins with
`Full name_number_assignsubmission_file_`; the parts are cut at underscores, so the name may have
none.
"""

import html
import re
import zipfile
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
from grader.classroom.exports.words import comment, in_words, is_comment
from grader.classroom.folder import ReportsFolder, write_whole
from grader.classroom.numbers import number_cell, number_in
from grader.report.names import safe_name
from grader.report.types import Report
from grader.submission import SubmissionError

NO_IDENTIFIERS = (
    "{file} is no grading worksheet of Moodle: its first column must hold the participants' "
    "identifiers. Take it from the assignment: Submissions, Download grading worksheet."
)
NO_GRADES = (
    "{file} has no column of maximum grades. Set the assignment's grade to points, and download "
    "the grading worksheet again."
)
FOLDER = "{name}_{number}_assignsubmission_file_"
WORKSHEET = "moodle-grades.csv"
FEEDBACK = "moodle-feedback.zip"

_IDENTIFIER = re.compile(r"(?P<word>\D*)(?P<number>\d+)")
_UNSET = "-"


class Worksheet(msgspec.Struct, frozen=True):
    """A grading worksheet, its columns told apart.

    Attributes:
        sheet: as it was read.
        grade: place of the column of grades; the maximum grades' is the next one.
        comments: place of the column of feedback comments; None where there is none.
        maximum: grade, in Moodle's points.
    """

    sheet: Sheet
    grade: int
    comments: int | None
    maximum: float


def read_worksheet(file: Path) -> Worksheet:
    """Read an instructor's grading worksheet.

    Raises:
        SubmissionError: it is none; the message says where to get one.
    """
    sheet = read_sheet(file)
    if not all(_IDENTIFIER.fullmatch(row[0].strip()) for row in sheet.rows):
        raise SubmissionError(NO_IDENTIFIERS.format(file=file))
    maxima = [
        place_of for place_of in range(2, len(sheet.headings)) if _is_maximum(sheet, place_of)
    ]
    if len(maxima) != 1:
        raise SubmissionError(NO_GRADES.format(file=file))
    (place_of,) = maxima
    maximum = number_in(sheet.rows[0][place_of])
    assert maximum is not None
    return Worksheet(sheet, place_of - 1, _comments(sheet, place_of), maximum)


def fill_in(worksheet: Worksheet, folder: ReportsFolder, out: Path) -> list[Left]:
    """Write the worksheet with grades, and the zip of feedback.

    Args:
        worksheet: the instructor's.
        folder: the class's reports, and their pages, where there are any.
        out: the folder to write to.

    Returns:
        What the instructor must still do.

    Raises:
        SubmissionError: a file cannot be written.
    """
    sheet = worksheet.sheet
    people = [_row(worksheet, row) for row in sheet.rows]
    placement = place(folder.reports(), people, "participant")
    rows = [list(map(guarded, row)) for row in sheet.rows]
    not_marked = []
    temporary = out / f".writing-{FEEDBACK}"
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as feedback:
        for report in folder.reports():
            place_of = placement.rows.get(report.submission)
            if place_of is None:
                continue
            if report.score is None:
                not_marked.append(report.submission)
                continue
            _fill_row(worksheet, rows[place_of], report)
            name = _folder(sheet.rows[place_of])
            feedback.writestr(f"{name}/feedback.txt", in_words(report))
            page = folder.file_of(report.submission, ".html")
            if page.is_file():
                feedback.write(page, f"{name}/feedback.html")
    temporary.replace(out / FEEDBACK)
    write_whole(out / WORKSHEET, sheet_bytes(sheet, rows))
    return [*unplaced(placement.unplaced, sheet.file), *without_mark(not_marked)]


def _fill_row(worksheet: Worksheet, row: list[str], report: Report) -> None:
    assert report.score is not None
    maximum = row[worksheet.grade + 1]
    share = report.score / report.max_score
    row[worksheet.grade] = number_cell(share * worksheet.maximum, like=maximum)
    # what an instructor wrote by hand is worth more than what can be read in the report
    if worksheet.comments is not None and not _is_by_hand(row[worksheet.comments]):
        row[worksheet.comments] = guarded(html.escape(comment(report)))


def _is_by_hand(cell: str) -> bool:
    text = html.unescape(cell.strip())
    return bool(text) and not is_comment(text)


def _row(worksheet: Worksheet, row: list[str]) -> Row:
    others = tuple(cell.strip() for cell in row[2 : worksheet.grade])
    match = _identified(row)
    return Row(match["number"], others, row[1].strip(), match["word"])


def _number(row: list[str]) -> str:
    return _identified(row)["number"]


def _identified(row: list[str]) -> re.Match[str]:
    match = _IDENTIFIER.fullmatch(row[0].strip())
    assert match is not None
    return match


def _folder(row: list[str]) -> str:
    name = safe_name(row[1].replace("_", " ").strip())
    return FOLDER.format(name=name.replace("_", " ").strip() or "x", number=_number(row))


def _is_maximum(sheet: Sheet, place_of: int) -> bool:
    """Whether a column holds the one maximum, with nothing but grades below it before it."""
    maxima = {number_in(row[place_of]) for row in sheet.rows}
    if len(maxima) != 1 or None in maxima or maxima == {0.0}:
        return False
    return all(_is_grade(row[place_of - 1]) for row in sheet.rows)


def _is_grade(cell: str) -> bool:
    return not cell.strip() or number_in(cell) is not None


def _comments(sheet: Sheet, maximum: int) -> int | None:
    """The last column, if cells in it are free: the dates before it never are, but show "-"."""
    last = len(sheet.headings) - 1
    cells = [row[last].strip() for row in sheet.rows]
    is_theirs = all(map(_is_by_hand, cells))
    is_free = last > maximum + 1 and not is_theirs and _UNSET not in cells
    return last if is_free else None

"""A spreadsheet that an instructor took from a learning platform, to be filled in and given back.

Everything that is not filled in stays as it was: the headings, whose language and wording the
platform's importer compares, the order of rows and columns, separator, line ends, byte-order mark.
"""

import codecs
import csv
import io
import re
from pathlib import Path

import msgspec

from grader.classroom.table import read_table
from grader.submission import SubmissionError

TOO_SMALL = "{file} has no rows: export it again from the course, with all participants."
UNEVEN = "{file}, line {line}: there are {found} cells, and the headings are {wanted}."

_DANGEROUS = re.compile(r"[\s\0]*[=+\-@＝＋－＠\t\r]")
_HARMLESS = re.compile(r"-|[+-]?\d+([.,]\d+)?%?")


class Sheet(msgspec.Struct, frozen=True):
    """A table as it was read.

    Attributes:
        file: where from.
        headings: of the first row.
        rows: all others, as long as the headings.
        separator: of cells.
        line_end: of rows.
        has_mark: whether it began with a byte-order mark.
    """

    file: Path
    headings: list[str]
    rows: list[list[str]]
    separator: str
    line_end: str
    has_mark: bool


def read_sheet(file: Path) -> Sheet:
    """Read a table.

    Raises:
        SubmissionError: it is not one; the message says what to do.
    """
    table = read_table(file)
    lines = table.lines
    if len(lines) < 2:
        raise SubmissionError(TOO_SMALL.format(file=file))
    headings, rows = lines[0][1], [row for _, row in lines[1:]]
    for line, row in lines[1:]:
        if len(row) != len(headings):
            found, wanted = len(row), len(headings)
            words = UNEVEN.format(file=file, line=line, found=found, wanted=wanted)
            raise SubmissionError(words)
    return Sheet(file, headings, rows, table.separator, table.line_end, table.has_mark)


def sheet_bytes(sheet: Sheet, rows: list[list[str]]) -> bytes:
    """A sheet with these rows, as its platform wrote it."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=sheet.separator, lineterminator=sheet.line_end)
    table.writerow(sheet.headings)
    table.writerows(rows)
    return (codecs.BOM_UTF8 if sheet.has_mark else b"") + text.getvalue().encode("utf-8")


def guarded(cell: str) -> str:
    """A cell with a `'` before what a spreadsheet takes for a formula; numbers and "-" stay."""
    stripped = cell.strip()
    if _DANGEROUS.match(cell) and not _HARMLESS.fullmatch(stripped):
        return f"'{cell}"
    return cell

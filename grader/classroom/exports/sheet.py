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

from grader.submission import SubmissionError

NO_FILE = "{file} cannot be read: {reason}."
NOT_UTF8 = "{file} is not UTF-8 text: export it again, as CSV in UTF-8."
BAD_CSV = "{file} is no CSV: {reason}."
TOO_SMALL = "{file} has no rows: export it again from the course, with all participants."
UNEVEN = "{file}, line {line}: there are {found} cells, and the headings are {wanted}."

SEPARATORS = ",;\t"
_DANGEROUS = re.compile(r"[\s\0]*[=+\-@＝＋－＠\t\r]")
_UNCLEAR = re.compile(r"[1-9]\d{0,2},\d{3}")
_IN_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d+")
_IN_GERMAN = re.compile(r"\d{1,3}(\.\d{3})+,\d+")
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
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise SubmissionError(NO_FILE.format(file=file, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise SubmissionError(NOT_UTF8.format(file=file)) from error
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        lines = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise SubmissionError(BAD_CSV.format(file=file, reason=error)) from error
    if len(lines) < 2:
        raise SubmissionError(TOO_SMALL.format(file=file))
    headings, rows = lines[0][1], [row for _, row in lines[1:]]
    for line, row in lines[1:]:
        if len(row) != len(headings):
            found, wanted = len(row), len(headings)
            words = UNEVEN.format(file=file, line=line, found=found, wanted=wanted)
            raise SubmissionError(words)
    line_end = "\r\n" if first.endswith("\r") else "\n"
    return Sheet(file, headings, rows, separator, line_end, content.startswith(codecs.BOM_UTF8))


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


def number_in(cell: str) -> float | None:
    """A number, whichever decimal mark it has; None where there is none.

    There is none in `1,000` either, which is a thousand to some and one to others.
    """
    text = "".join(cell.split())  # spaces that do not break, too
    if _UNCLEAR.fullmatch(text):
        return None
    if _IN_ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    elif _IN_GERMAN.fullmatch(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def number_cell(value: float, like: str) -> str:
    """A number with up to two decimals, with the decimal mark of another cell."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if "," in like else text

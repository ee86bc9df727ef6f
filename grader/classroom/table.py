"""An instructor's CSV as it was saved: bytes to numbered lines of cells, whatever parts them."""

import codecs
import csv
import io
from pathlib import Path

import msgspec

from grader.submission import SubmissionError

NO_FILE = "{file} cannot be read: {reason}."
NOT_UTF8 = "{file} is not UTF-8 text: save or export it again, as CSV in UTF-8."
BAD_CSV = "{file} is no CSV: {reason}."

SEPARATORS = ",;\t"


class Table(msgspec.Struct, frozen=True):
    """A table's text, taken apart.

    Attributes:
        lines: number and cells of each line, save those with nothing in them.
        separator: of cells.
        line_end: of lines.
        has_mark: whether it began with a byte-order mark.
        content: the file's.
    """

    lines: list[tuple[int, list[str]]]
    separator: str
    line_end: str
    has_mark: bool
    content: bytes

    @property
    def filled(self) -> list[tuple[int, list[str]]]:
        """The lines that have more than spaces in them."""
        return [(line, cells) for line, cells in self.lines if any(map(str.strip, cells))]


def read_table(file: Path) -> Table:
    """Read a table; commas, semicolons or tabs part its cells, as its first line shows.

    Raises:
        SubmissionError: it is none; the message says what to do.
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
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise SubmissionError(BAD_CSV.format(file=file, reason=error)) from error
    line_end = "\r\n" if first.endswith("\r") else "\n"
    return Table(lines, separator, line_end, content.startswith(codecs.BOM_UTF8), content)

"""Tables that instructors save: one set of rules for all of them, and one way to mend each."""

from pathlib import Path

import pytest

from grader.classroom.exports.sheet import read_sheet
from grader.classroom.intake.roster import read_roster
from grader.classroom.overrides import read_overrides
from grader.classroom.table import read_table
from grader.submission import SubmissionError

READERS = {
    "roster": read_roster,
    "sheet": read_sheet,
    "overrides": lambda file: read_overrides(file, ["Ada"]),
}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_lines_keep_their_numbers_whatever_parts_the_cells(tmp_path: Path, separator: str) -> None:
    text = separator.join(["a", "b"]) + "\r\n\r\n" + separator.join(['"1\n2"', " "]) + "\r\n"
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    table = read_table(tmp_path / "t.csv")
    assert table.lines == [(1, ["a", "b"]), (4, ["1\n2", " "])]
    assert (table.separator, table.line_end, table.has_mark) == (separator, "\r\n", True)


def test_lines_of_spaces_alone_are_not_filled(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n , \n1,\n")
    table = read_table(tmp_path / "t.csv")
    assert [line for line, _ in table.lines] == [1, 2, 3]
    assert [line for line, _ in table.filled] == [1, 3]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("name\nZoë\n".encode("cp1252"), "is not UTF-8 text: save or export it again, as CSV in"),
        ("name\nZoë\n".encode("utf-16"), "is not UTF-8 text: save or export it again, as CSV in"),
        (b'name\n"unclosed\n', "is no CSV"),
    ],
)
def test_what_is_no_table_is_refused_alike_with_the_way_to_one(
    tmp_path: Path, reader: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(SubmissionError, match=words):
        READERS[reader](tmp_path / "t.csv")

"""Canvas: the gradebook comes back with one assignment filled in, ids and maximum as they were."""

import csv
import io
from pathlib import Path

import pytest

from grader.classroom.exports.canvas import fill_in, read_gradebook
from grader.submission import SubmissionError
from tests.classroom.exports.made import folder_of, person

HEADINGS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,MLP (4711),Essay (12),Current Score,Final Score\n"
)
GRADEBOOK = (
    HEADINGS + ",,,,,Manual Posting,,,\n"
    "    Points Possible,,,,,16.00,10.00,(read only),(read only)\n"
    '"Lovelace, Ada",11,S-1,ada,One,,7.5,75,75\n'
    '"=HYPERLINK(1)",12,-S2,+bob,One,,,,\n'
    '"Student, Test",13,,test,One,,,,\n'
)


def export(folder: Path, text: str = GRADEBOOK) -> Path:
    file = folder / "grades.csv"
    file.write_text(text, encoding="utf-8")
    return file


def rows(out: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((out / "canvas-grades.csv").read_text())))


def test_one_assignment_is_filled_in_and_all_else_stays(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        person("lovelaceada_11_22_neuron", 6.0),
        person("b", 8.0, login="+bob"),
    )
    gradebook = read_gradebook(export(tmp_path), "MLP")
    assert fill_in(gradebook, folder.reports, tmp_path) == []
    before, after = list(csv.reader(io.StringIO(GRADEBOOK))), rows(tmp_path)
    assert [row[5] for row in after] == ["MLP (4711)", "Manual Posting", "16.00", "12", "16", ""]
    for old, new in zip(before, after, strict=True):
        assert new[1:5] == old[1:5], "Canvas finds students by these"
        assert new[6:] == old[6:]
    assert after[4][0] == "'=HYPERLINK(1)"


def test_people_are_found_by_name_where_that_is_all_there_is(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, person("x", 8.0, name="ada  lovelace"))
    fill_in(read_gradebook(export(tmp_path), "MLP"), folder.reports, tmp_path)
    assert rows(tmp_path)[3][5] == "16"


def test_semicolons_stay(tmp_path: Path) -> None:
    text = "Student;ID;Section;MLP (1)\n  Points Possible;;;8\nAda;11;One;\n"
    folder = folder_of(tmp_path, person("x", 8.0, number="11", number_of="user"))
    fill_in(read_gradebook(export(tmp_path, text), ""), folder.reports, tmp_path)
    assert (tmp_path / "canvas-grades.csv").read_text() == text.replace("One;", "One;8")


@pytest.mark.parametrize(
    ("text", "assignment", "words"),
    [
        (GRADEBOOK, "", "--canvas-assignment"),
        (GRADEBOOK, "Current Score", "MLP, Essay"),
        (HEADINGS + '"Lovelace, Ada",11,S-1,ada,One,,7.5,75,75\n', "MLP", "Points Possible"),
        ("Name,Grade\nAda,1\n", "MLP", "no gradebook of Canvas"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(
    tmp_path: Path, text: str, assignment: str, words: str
) -> None:
    with pytest.raises(SubmissionError, match=words):
        read_gradebook(export(tmp_path, text), assignment)


def test_of_two_assignments_with_one_title_the_number_says_which(tmp_path: Path) -> None:
    twins = "Student,ID,Section,HW1 (55),HW1 (56)\n    Points Possible,,,10,20\nx,101,S,,\n"
    file = export(tmp_path, twins)
    for unclear in ("", "HW1"):
        with pytest.raises(SubmissionError, match=r"of: HW1 \(55\), HW1 \(56\)"):
            read_gradebook(file, unclear)
    assert read_gradebook(file, "HW1 (55)").maximum == 10
    assert read_gradebook(export(tmp_path, GRADEBOOK), "MLP").column == 5


@pytest.mark.parametrize(
    ("cell", "points"),
    [("1,000.00", "750"), ("1.000,00", "750"), ("8", "6"), ("0", "6"), ("", "6")],
)
def test_points_possible_are_read_in_any_notation(tmp_path: Path, cell: str, points: str) -> None:
    text = GRADEBOOK.replace("16.00", f'"{cell}"')
    folder = folder_of(tmp_path, person("lovelaceada_11_22_neuron", 6.0))
    fill_in(read_gradebook(export(tmp_path, text), "MLP"), folder.reports, tmp_path)
    assert rows(tmp_path)[3][5] == points


@pytest.mark.parametrize("cell", ["1,000", "many"])
def test_points_possible_that_are_not_clear_are_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(SubmissionError, match="which is not clear"):
        read_gradebook(export(tmp_path, GRADEBOOK.replace("16.00", f'"{cell}"')), "MLP")

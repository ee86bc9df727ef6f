"""The notes on a class: all of them in a file of its folder, and no file where there are none."""

from pathlib import Path

import pytest

from grader.classroom.exports.left import UNPLACED, Left
from grader.classroom.notes import write_notes
from grader.submission import SubmissionError
from tests.classroom.intake.made import CODE, write
from tests.commands import run

MANY = 25


def test_notes_are_lines_and_stale_ones_go(tmp_path: Path) -> None:
    write_notes(tmp_path, ["One\nwith \x1b[31m.", "Two."])
    assert (tmp_path / "notes.txt").read_text() == "One with \\x1b[31m.\nTwo.\n"
    for _ in range(2):
        write_notes(tmp_path, [])
        assert not (tmp_path / "notes.txt").exists()


def test_notes_that_cannot_be_removed_are_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").mkdir()
    with pytest.raises(SubmissionError, match="Cannot write"):
        write_notes(tmp_path, [])


def test_a_terminal_has_the_first_few_names_and_the_notes_have_all() -> None:
    left = Left(UNPLACED, tuple(f"student{at}" for at in range(MANY)), "w.csv")
    assert "student19, and 5 more: in no row of w.csv" in left.in_short()
    assert "student24: in no row" in left.in_full()
    assert "more" not in left.in_full()


def test_everybody_who_is_noted_is_named_in_the_file_that_the_command_names(tmp_path: Path) -> None:
    """A roster's notes stand in no report, and the terminal shows only the first few."""
    names = [f"student{at:02}" for at in range(MANY)]
    write(tmp_path / "class", {f"{name}/neuron.py": CODE for name in names})
    (tmp_path / "roster.csv").write_text("name\nAda\n")
    (tmp_path / "sheet.csv").write_text("Identifier,Full name,Grade,Max\nParticipant 1,Ada,,8\n")
    given = ("grade", tmp_path / "class", "--out", tmp_path / "out", "--topics", "neuron")
    more = ("--roster", tmp_path / "roster.csv", "--moodle", tmp_path / "sheet.csv")
    done = run(*given, *more)
    assert done.returncode == 0, done.stderr
    assert f"And 13 more such notes: {tmp_path}/out/notes.txt" in done.stdout
    *of_roster, unplaced = (tmp_path / "out" / "notes.txt").read_text().splitlines()
    assert [words.split()[0] for words in of_roster] == names
    assert all(name in unplaced for name in names)
    done = run(*given)
    assert "notes" not in done.stdout
    assert not (tmp_path / "out" / "notes.txt").exists()

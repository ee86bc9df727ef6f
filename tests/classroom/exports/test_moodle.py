"""Moodle: worksheets in any language come back with grades, feedback in Moodle's naming."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from grader.classroom.exports.moodle import fill_in, read_worksheet
from grader.report.types import Report
from grader.submission import SubmissionError
from tests.classroom.exports.made import decided, folder_of, person

ENGLISH = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 101,Ada Lovelace,ada@uni.example,Submitted for grading,,16.00,Yes,"Monday",-,\r\n'
    "Participant 102,Bob_B /x,bob@uni.example,Submitted,3.00,16.00,Yes,-,-,By hand\r\n"
    "Participant 103,=cmd()|x,cem@uni.example,Submitted,,16.00,Yes,-,-,\r\n"
)
GERMAN = (
    "\ufeffID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),"
    "Feedback als Kommentar\n"
    'Teilnehmer/in101,Ada Lovelace,ada@uni.example,Abgegeben,,"100,00",Ja,-,-,\n'
    'Teilnehmer/in102,Bob B,bob@uni.example,Abgegeben,,"100,00",Ja,-,-,\n'
)
BLIND = (
    "Identifiant;Statut;Note;Note maximale;La note peut être modifiée;Modifié (note)\n"
    "Participant 101;Remis;;8;Oui;-\n"
    "Participant 102;Remis;;8;Oui;-\n"
)


def sheet(folder: Path, text: str) -> Path:
    file = folder / "worksheet.csv"
    file.write_bytes(text.encode("utf-8"))
    return file


def participant(name: str, points: float | None, number: str) -> Report:
    return person(name, points, number=number, number_of="participant")


def filled(out: Path) -> list[list[str]]:
    text = (out / "moodle-grades.csv").read_text(encoding="utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;")
    return list(csv.reader(io.StringIO(text, newline=""), dialect))


def test_grades_are_filled_in_and_all_else_stays(tmp_path: Path) -> None:
    """Points are scaled to the assignment's maximum: a grade above it is skipped by Moodle."""
    reports = folder_of(
        tmp_path,
        participant("a", 6.0, "101"),
        participant("b", 8.0, "102"),
    )
    worksheet = read_worksheet(sheet(tmp_path, ENGLISH))
    assert fill_in(worksheet, reports, tmp_path) == []
    before, after = list(csv.reader(io.StringIO(ENGLISH))), filled(tmp_path)
    assert after[0] == before[0]
    assert [row[4] for row in after[1:]] == ["12", "16", ""]
    assert [row[5:9] for row in after[1:]] == [row[5:9] for row in before[1:]]
    assert after[1][9].startswith("6 of 8 points.")
    assert after[2][9] == "By hand"
    assert (tmp_path / "moodle-grades.csv").read_bytes().count(b"\r\n") == 4


def test_formulas_of_students_are_made_harmless(tmp_path: Path) -> None:
    reports = folder_of(tmp_path, participant("c", 1.0, "103"))
    fill_in(read_worksheet(sheet(tmp_path, ENGLISH)), reports, tmp_path)
    assert filled(tmp_path)[3][1] == "'=cmd()|x"


def test_other_languages_decimal_marks_and_byte_order_marks_stay(tmp_path: Path) -> None:
    reports = folder_of(tmp_path, person("a", 7.0, email="ADA@uni.example"))
    fill_in(read_worksheet(sheet(tmp_path, GERMAN)), reports, tmp_path)
    rows = filled(tmp_path)
    assert [row[4] for row in rows[1:]] == ["87,5", ""]
    assert (tmp_path / "moodle-grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_blind_marking_and_no_comments(tmp_path: Path) -> None:
    reports = folder_of(
        tmp_path,
        participant("x", 7.5, "101"),
        participant("y", 0.0, "102"),
    )
    fill_in(read_worksheet(sheet(tmp_path, BLIND)), reports, tmp_path)
    rows = filled(tmp_path)
    assert [row[2] for row in rows[1:]] == ["7.5", "0"]
    assert [row[5] for row in rows[1:]] == ["-", "-"]


def test_feedback_is_named_as_moodle_reads_it(tmp_path: Path) -> None:
    """The importer cuts names at underscores, and takes the second part for the participant."""
    reports = folder_of(
        tmp_path,
        decided("a", number="101", number_of="participant"),
        participant("b", 8.0, "102"),
    )
    reports.file_of("b", ".html").write_text("<p>A page</p>")
    fill_in(read_worksheet(sheet(tmp_path, ENGLISH)), reports, tmp_path)
    with zipfile.ZipFile(tmp_path / "moodle-feedback.zip") as feedback:
        names = feedback.namelist()
        words = feedback.read(names[0]).decode()
    assert names[0] == "Ada Lovelace_101_assignsubmission_file_/feedback.txt"
    for name in names:
        folder, file = name.split("/")
        _, number, subtype, plugin, rest = folder.split("_", 4)
        assert (number.isdigit(), subtype, plugin, rest) == (True, "assignsubmission", "file", "")
        assert file in ("feedback.txt", "feedback.html")
    assert len(names) == 3, "a page goes with the text where there is one"
    assert 'decided that test_f counts 4 of 8: "<Orally>"' in words
    comment = filled(tmp_path)[1][9]
    assert "&lt;Orally&gt;" in comment


def test_a_second_round_has_its_own_comments_and_an_instructors_words_stay(tmp_path: Path) -> None:
    """Everybody has a comment by then; one of them an instructor has added to."""
    lines = ENGLISH.replace("By hand", "")
    reports = folder_of(
        tmp_path / "one",
        decided("a", number="101", number_of="participant"),
        participant("b", 3.0, "102"),
        participant("c", 0.0, "103"),
    )
    fill_in(read_worksheet(sheet(tmp_path, lines)), reports, tmp_path)
    downloaded = (tmp_path / "moodle-grades.csv").read_text()
    downloaded = downloaded.replace("neuron 3 of 8.", "neuron 3 of 8. Come and see me.")
    again = folder_of(
        tmp_path / "two",
        participant("a", 8.0, "101"),
        participant("b", 6.0, "102"),
        participant("c", 1.5, "103"),
    )
    fill_in(read_worksheet(sheet(tmp_path, downloaded)), again, tmp_path)
    rows = filled(tmp_path)[1:]
    assert [row[4] for row in rows] == ["16", "12", "3"]
    assert [row[9] for row in rows] == [
        "8 of 8 points. neuron 8 of 8.",
        "3 of 8 points. neuron 3 of 8. Come and see me.",
        "1.5 of 8 points. neuron 1.5 of 8.",
    ]


def test_nobody_is_guessed_and_who_is_left_is_said(tmp_path: Path) -> None:
    """Known things that contradict each other, two for one row, a name twice, and no mark."""
    reports = folder_of(
        tmp_path,
        person("contradicts", 1.0, number="101", number_of="participant", email="bob@uni.example"),
        participant("one", 2.0, "103"),
        person("two", 3.0, email="cem@uni.example"),
        person("Nobody Known", 4.0),
        participant("faulty", None, "102"),
    )
    left = fill_in(read_worksheet(sheet(tmp_path, ENGLISH)), reports, tmp_path)
    said = [each.in_full() for each in left]
    assert [row[4] for row in filled(tmp_path)[1:]] == ["", "3.00", ""]
    unplaced, without_mark = said
    for name in ("contradicts", "one", "two", "Nobody Known"):
        assert name in unplaced
    assert "faulty" in without_mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Identifier,Grade\n",
        "Name,Grade,Max\nAda,1,2\n",
        "Identifier,Full name,Grade\nParticipant 1,Ada,x\n",
        "Identifier,Grade,Maximum Grade\nParticipant 1,1\n",
        'Identifier,"broken\nParticipant 1,1',
    ],
)
def test_what_is_no_worksheet_is_refused_with_the_way_to_one(tmp_path: Path, text: str) -> None:
    with pytest.raises(SubmissionError, match=r"worksheet\.csv.*\."):
        read_worksheet(sheet(tmp_path, text))

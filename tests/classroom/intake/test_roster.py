"""A roster joins identities, and has a row for those who handed nothing in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.intake.opening import Reading
from grader.classroom.intake.roster import read_roster
from grader.submission import SubmissionError
from tests.classroom.intake.made import (
    CODE,
    Files,
    canvas,
    gradescope,
    moodle_folders,
    read,
    told,
    write,
)
from tests.classroom.intake.test_moodle import hand_in

ADA = {"Ada Lovelace": {"neuron.py": CODE}}


def with_roster(tmp_path: Path, files: dict[str, bytes], text: str) -> tuple[Path, Reading]:
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    return write(tmp_path / "class", files), Reading(roster=tmp_path / "roster.csv")


@pytest.mark.parametrize(
    "text",
    [
        "name,id,email,login\nAda Lovelace,7,ada@example.org,ada\n",
        "Full name;Student ID;Email address;Username\nAda Lovelace;7;ada@example.org;ada\n",
        "\ufefffirst name\tlast name\tsid\te-mail\tlogin\nAda\tLovelace\t7\tada@example.org\tada\n",
        'Student,ID,SIS Login ID,Email\n"Lovelace, Ada",7,ada,ada@example.org\n',
    ],
)
@pytest.mark.parametrize("name", ["ada", "ADA@example.org", "7", "ada  lovelace", "LovelaceAda"])
def test_a_folder_of_any_of_somebodys_names_is_theirs(tmp_path: Path, text: str, name: str) -> None:
    place, reading = with_roster(tmp_path, {f"{name}/neuron.py": CODE}, text)
    ((own, submission),) = read(place, reading).items()
    identity = hand_in(submission).identity
    assert own == name
    assert (identity.number, identity.email, identity.login) == ("7", "ada@example.org", "ada")


@pytest.mark.parametrize("form", [moodle_folders, canvas, gradescope])
def test_what_a_platform_gives_out_is_joined_and_keeps_the_platforms_number(
    tmp_path: Path, form: Callable[[dict[str, Files]], Files]
) -> None:
    text = "name,sid,email\nAda Lovelace,4711,ada@example.org\nBob,1000,b@example.org\n"
    place, reading = with_roster(tmp_path, form(ADA), text)
    found = read(place, reading)
    joined, absent = sorted(found.values(), key=lambda each: hand_in(each).is_absent)
    number = {moodle_folders: "1000", canvas: "200", gradescope: "0"}[form]
    assert hand_in(joined).identity.name == "Ada Lovelace"
    assert hand_in(joined).identity.number == number
    assert (absent.name, hand_in(absent).identity.number) == ("Bob", "1000")


def test_checkouts_of_github_classroom_are_joined_by_what_follows_the_assignment(
    tmp_path: Path,
) -> None:
    """Both an assignment and a login may have hyphens in them; a part of a login is nobody's."""
    names = ("lab-1-mary-ann", "lab-1-ada", "lab-1-eve-ann")
    text = "identifier,github_username,github_id,name\na1,mary-ann,7,M\nb1,ann,8,A\n"
    text += "c1,Ada,9,L\n"
    place, reading = with_roster(tmp_path, {f"{name}/neuron.py": CODE for name in names}, text)
    found = {name: hand_in(each).identity.login for name, each in read(place, reading).items()}
    assert found["lab-1-mary-ann"] == "mary-ann"
    assert found["lab-1-ada"] == "Ada"
    assert found["lab-1-eve-ann"] == ""
    assert "A" in found


def test_a_table_of_github_classrooms_grades_will_do(tmp_path: Path) -> None:
    text = (
        "github_username,roster_identifier,student_repository_name\nada,L,lab-ada\nbob,B,lab-bob\n"
    )
    place, reading = with_roster(tmp_path, {"lab-ada/neuron.py": CODE}, text)
    found = read(place, reading)
    assert hand_in(found["lab-ada"]).identity.login == "ada"
    assert hand_in(found["lab-bob"]).is_absent


def test_somebody_without_a_submission_has_one_that_says_so(tmp_path: Path) -> None:
    place, reading = with_roster(tmp_path, {"ada/neuron.py": CODE}, "login,name\nada,A\nbob,B\n")
    bob = read(place, reading)["B"]
    assert (bob.sources, bob.problems) == ({}, {})
    assert hand_in(bob).is_absent
    assert "1 submission:" in told(place, reading)[0]


def test_somebody_who_is_not_in_the_roster_is_graded_and_told(tmp_path: Path) -> None:
    files = {"ada/neuron.py": CODE, "eve/neuron.py": CODE}
    place, reading = with_roster(tmp_path, files, "login\nada\n")
    assert read(place, reading)["eve"].sources == {"neuron": CODE}
    assert told(place, reading)[1] == ("eve is not in the roster, and is graded all the same.",)


def test_somebody_who_may_be_any_of_several_is_joined_with_none(tmp_path: Path) -> None:
    files = {"Li Wei/neuron.py": CODE}
    place, reading = with_roster(tmp_path, files, "name,login\nLi Wei,a\nLi Wei,b\n")
    found = read(place, reading)
    assert len(found) == 3
    assert "may be any of several" in told(place, reading)[1][0]


def test_two_submissions_of_one_person_are_attempts(tmp_path: Path) -> None:
    files = {"ada/neuron.py": CODE, "7/mlp.py": CODE}
    place, reading = with_roster(tmp_path, files, "login,id\nada,7\n")
    ((_, submission),) = read(place, reading).items()
    assert hand_in(submission).attempts == ("7", "ada")
    assert "are one person's" in told(place, reading)[1][0]


def test_the_export_of_a_canvas_gradebook_is_a_roster(tmp_path: Path) -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Neuron (7)\r\n"
        "    Points Possible,,,,,8.00\r\n"
        '"Lovelace, Ada",200,0123,ada,One,\r\n'
        '"Müller, Chloé",201,0124,chloe,One,\r\n'
    )
    place, reading = with_roster(tmp_path, {"lovelaceada_200_9_neuron.py": CODE}, text)
    found = read(place, reading)
    assert set(found) == {"lovelaceada", "Müller, Chloé"}
    assert hand_in(found["lovelaceada"]).identity.login == "ada"


def test_moodles_grading_worksheet_is_a_roster(tmp_path: Path) -> None:
    text = (
        "Identifier,Full name,Email address,Status,Grade\n"
        "Participant 1000,Ada Lovelace,ada@example.org,Submitted,\n"
        "Participant 1001,Ada Lovelace,other@example.org,No submission,\n"
    )
    place, reading = with_roster(tmp_path, moodle_folders(ADA), text)
    joined, absent = sorted(
        map(hand_in, read(place, reading).values()), key=lambda each: each.is_absent
    )
    assert (joined.identity.email, absent.identity.email) == (
        "ada@example.org",
        "other@example.org",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin with a line of headings"),
        ("what,ever\n1,2\n", "must begin with a line of headings"),
        ("name,id\nAda,1\nBob,1\n", "has 1 twice, in line 2 and in line 3"),
        ("name,id\n ,\n,1\n , \n\n", ""),
        ('name\n"unclosed\n', "is no CSV"),
    ],
)
def test_a_roster_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "roster.csv").write_text(text)
    if not words:
        assert [row.label for row in read_roster(tmp_path / "roster.csv")] == ["1"]
        return
    with pytest.raises(SubmissionError, match=words):
        read_roster(tmp_path / "roster.csv")


def test_a_roster_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"name\n\xff\n")
    for name, words in (("nowhere.csv", "No such file"), ("bytes.csv", "is not UTF-8 text: save")):
        with pytest.raises(SubmissionError, match=words):
            read_roster(tmp_path / name)

"""Whose row is whose: never guessed, from a class as it comes to a platform's table."""

from pathlib import Path

import msgspec
import pytest

from grader.classroom.exports.placing import Placement, Row, place
from grader.classroom.intake.opening import Reading
from grader.report.types import Report
from grader.submission import NumberOf
from tests.classroom.exports.made import person
from tests.classroom.intake.made import CODE, FORMS, read, write
from tests.report.made import criterion, report, topic

ROWS = [Row("7", ("S-B",), "Bob Hope"), Row("8", ("S-A",), "Lovelace, Ada")]
PLATFORMS: list[NumberOf] = ["participant", "user"]


def placed(*reports: Report, own: NumberOf = "participant", rows: list[Row] = ROWS) -> Placement:
    return place(reports, rows, own)


def reports_of(place_: Path, roster: str) -> list[Report]:
    """Reports of a class that is read with a roster, none where there is no text of one."""
    file = place_.parent / "roster.csv"
    file.write_text(roster, encoding="utf-8")
    made = []
    for each in read(place_, Reading(roster=file if roster else None)).values():
        one = report(topic(criterion("f")), submission=each.name)
        made.append(msgspec.structs.replace(one, hand_in=each.hand_in))
    return made


@pytest.mark.parametrize("own", PLATFORMS)
@pytest.mark.parametrize("heading", ["sid", "id", "participant"])
def test_a_rosters_number_leads_nobody_into_another_students_row(
    tmp_path: Path, heading: str, own: NumberOf
) -> None:
    """Ada's number in the roster is Bob's on the platform."""
    write(tmp_path / "class", {"ada/neuron.py": CODE, "bob/neuron.py": CODE})
    roster = f"submission,name,{heading}\nada,Ada Lovelace,7\nbob,Bob Hope,8\n"
    found = placed(*reports_of(tmp_path / "class", roster), own=own)
    assert found.rows.get("ada", 1) == 1
    assert found.rows.get("bob", 0) == 0
    if heading == "sid":
        assert found.rows == {"ada": 1, "bob": 0}
    else:
        assert set(found.rows) | set(found.unplaced) == {"ada", "bob"}


@pytest.mark.parametrize(
    ("form", "own", "numbers"),
    [
        ("moodle_folders", "participant", ("1000", "1001")),
        ("moodle_flat", "participant", ("1000", "1001")),
        ("canvas", "user", ("200", "201")),
        ("gradescope", "user", ("1", "0")),
        ("gradescope", "participant", ("1", "0")),
        ("folders", "participant", ("1", "0")),
    ],
)
@pytest.mark.parametrize("roster", ["", "name,sid\nAda Lovelace,1001\nBob Hope,1000\n"])
def test_each_form_of_class_finds_its_own_rows(
    tmp_path: Path, form: str, own: NumberOf, numbers: tuple[str, str], roster: str
) -> None:
    """Numbers of the platform itself lead there, and numbers of another do not lead astray."""
    class_ = {"Ada Lovelace": {"neuron.py": CODE}, "Bob Hope": {"neuron.py": CODE}}
    write(tmp_path / "class", FORMS[form](class_))
    rows = [Row(numbers[0], (), "Ada Lovelace"), Row(numbers[1], (), "Hope, Bob")]
    found = placed(*reports_of(tmp_path / "class", roster), own=own, rows=rows)
    assert sorted(found.rows.values()) == [0, 1]
    assert {row: name[0].casefold() for name, row in found.rows.items()} == {0: "a", 1: "b"}


def test_a_name_of_another_row_vetoes_a_number() -> None:
    contradiction = person("x", 1.0, name="Ada Lovelace", number="7", number_of="participant")
    assert placed(contradiction).unplaced == ("x",)


def test_a_groups_number_that_is_also_a_participants_places_nobody() -> None:
    """Moodle's archive has a group's name and number where a person's would be."""
    group = person("Group A", 1.0, name="Group A", number="7", number_of="participant")
    assert placed(group).unplaced == ("Group A",)


@pytest.mark.parametrize("name", ["Hope", "GroupA-Bob Hope", "hopebob", "BÓB", ""])
def test_a_number_places_who_is_called_otherwise_but_not_another(name: str) -> None:
    """Names change, and platforms write them in their own ways."""
    known = person("x", 1.0, name=name, number="7", number_of="participant")
    assert placed(known).rows == {"x": 0}


def test_an_anonymous_participant_is_found_by_the_platforms_word() -> None:
    rows = [Row("7", (), "Submitted", "Participant "), Row("8", (), "Submitted", "Participant ")]
    known = person("Participant (7)", 1.0, name="Participant", number="7", number_of="participant")
    assert placed(known, rows=rows).rows == {"Participant (7)": 0}


def test_a_student_number_is_looked_up_where_platforms_keep_it() -> None:
    known = person("x", 1.0, number="s-a", number_of="student")
    assert placed(known, own="user").rows == {"x": 1}


def test_a_folder_named_with_a_number_is_not_taken_for_whoever_has_it() -> None:
    assert placed(person("ada_7", 1.0), own="user").unplaced == ("ada_7",)
    assert placed(person("lovelaceada_8_99_neuron", 1.0), own="user").rows == {
        "lovelaceada_8_99_neuron": 1
    }

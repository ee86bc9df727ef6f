"""Canvas's archive: names as its zipper makes them."""

from pathlib import Path

import pytest

from grader.classroom.intake.attempts import Choice
from grader.classroom.intake.opening import Reading
from tests.classroom.intake.made import CODE, read, write, zipped
from tests.classroom.intake.test_moodle import hand_in

OLD = b"old = 1\n"


@pytest.mark.parametrize(
    ("file", "name", "number", "late"),
    [
        ("lovelaceada_12345_67890_neuron.py", "lovelaceada", "12345", False),
        ("lovelaceada_LATE_12345_67890_neuron.py", "lovelaceada", "12345", True),
        ("anon_x1Yz9_67890_neuron.py", "anon_x1Yz9", "anon_x1Yz9", False),
        ("LATE_anon_x1Yz9_67890_neuron.py", "anon_x1Yz9", "anon_x1Yz9", True),
        ("müllerchloé_7_8_neuron.py", "müllerchloé", "7", False),
        ("a_b_c_7_8_neuron.py", "a_b_c", "7", False),
        ("शर्माराहुल_LATE_7_8_neuron.py", "शर्माराहुल", "7", True),
        ("_7_8_neuron.py", "7", "7", False),
        ("ada_7_8_neuron-3b241101-e2bb-4255-8caf-4136c566a962.py", "ada", "7", False),
        ("ada_7_8_neuron-1-2.py", "ada", "7", False),
    ],
)
def test_a_files_name_says_whose_it_is_and_whether_it_was_late(
    tmp_path: Path, file: str, name: str, number: str, late: bool
) -> None:
    write(tmp_path, {file: CODE})
    ((own, submission),) = read(tmp_path).items()
    assert (own, submission.sources) == (name, {"neuron": CODE})
    assert (hand_in(submission).identity.number, hand_in(submission).late) == (number, late)


def test_a_files_own_name_may_hold_numbers_and_marks(tmp_path: Path) -> None:
    write(tmp_path, {"ada_1_2_x_LATE_3_4_neuron.py": CODE, "ada_1_3_neuron.py": CODE})
    ada = read(tmp_path)["ada"]
    assert ada.sources == {"neuron": CODE}
    assert not hand_in(ada).late


@pytest.mark.parametrize(("choice", "content"), [("last", CODE), ("first", OLD)])
def test_a_module_handed_in_again_is_known_by_its_number(
    tmp_path: Path, choice: Choice, content: bytes
) -> None:
    """The attachment's number says which is newer, not the name."""
    files = {"ada_1_20_neuron-1.py": CODE, "ada_1_10_neuron.py": OLD, "ada_1_11_mlp.py": CODE}
    write(tmp_path, files)
    ada = read(tmp_path, Reading(choice))["ada"]
    assert ada.sources == {"neuron": content, "mlp": CODE}
    assert hand_in(ada).attempts == ("version 1", "version 2")


def test_a_name_of_very_many_numbers_holds_nobody_up(tmp_path: Path) -> None:
    """Canvas's numbers may look like its UUIDs, so many of them could be read in many ways."""
    again = "-12345678-1234-1234-1234-123456789012" * 1000
    content = zipped({f"ada_1_20_neuron{again}.pyc": CODE, f"bob_2_21_neuron{again}.py": CODE})
    (tmp_path / "class.zip").write_bytes(content)
    assert set(read(tmp_path / "class.zip")) == {"ada", "bob"}


def test_other_files_with_numbers_are_no_versions_of_each_other(tmp_path: Path) -> None:
    files = {"ada_1_20_part-1.zip": zipped({"neuron.py": CODE})}
    files |= {"ada_1_21_part-2.zip": zipped({"mlp.py": CODE})}
    write(tmp_path, files)
    assert read(tmp_path)["ada"].sources == {"neuron": CODE, "mlp": CODE}


def test_a_text_or_link_is_told_and_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"ada_1_text.html": b"", "bob_2_3_neuron.py": CODE, "cy_4_link.html": b""})
    found = read(tmp_path)
    assert set(found) == {"ada", "bob", "cy"}
    assert "not read" in hand_in(found["ada"]).notes[0]

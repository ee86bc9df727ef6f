"""Moodle's archive: names as its assignment module makes them."""

from pathlib import Path

import pytest

from grader.submission import HandIn, Submission
from tests.classroom.intake.made import CODE, read, told, write, zipped


def hand_in(submission: Submission) -> HandIn:
    assert submission.hand_in is not None
    return submission.hand_in


@pytest.mark.parametrize(
    ("folder", "name", "number"),
    [
        ("Ada Lovelace_1234567_assignsubmission_file", "Ada Lovelace", "1234567"),
        ("Ada Lovelace_1234567_assignsubmission_file_", "Ada Lovelace", "1234567"),
        ("Participant_77_assignsubmission_file", "Participant", "77"),
        ("Team 7_12_assignsubmission_file", "Team 7", "12"),
        ("Default group_assignsubmission_file", "Default group", ""),
        ("ada_Ada Lovelace_5_assignsubmission_file", "ada_Ada Lovelace", "5"),
        ("Jean-Luc O'Neill_9_assignsubmission_file", "Jean-Luc O'Neill", "9"),
        ("界_9_assignsubmission_file", "界", "9"),
    ],
)
def test_a_folders_name_says_whose_it_is(
    tmp_path: Path, folder: str, name: str, number: str
) -> None:
    write(tmp_path, {f"{folder}/sub/neuron.py": CODE})
    ((own, submission),) = read(tmp_path).items()
    assert (own, submission.sources) == (name, {"neuron": CODE})
    assert hand_in(submission).identity.number == number


def test_files_without_folders_are_put_together_by_person(tmp_path: Path) -> None:
    start = "Ada Lovelace_1234567_assignsubmission_file_"
    write(tmp_path, {f"{start}neuron.py": CODE, f"{start}mlp_1_assignsubmission_file_x.py": CODE})
    write(tmp_path, {f"{start}work.zip": zipped({"tensors.py": CODE})})
    assert read(tmp_path)["Ada Lovelace"].sources == {"neuron": CODE, "tensors": CODE}


def test_two_of_one_name_stay_apart_by_their_numbers(tmp_path: Path) -> None:
    for number in (11, 12):
        write(tmp_path, {f"Li Wei_{number}_assignsubmission_file/neuron.py": CODE})
    assert set(read(tmp_path)) == {"Li Wei (11)", "Li Wei (12)"}


def test_a_name_that_looks_like_anothers_number_is_kept_apart(tmp_path: Path) -> None:
    for name in ("Li Wei_11", "Li Wei_12", "Li Wei (11)_13"):
        write(tmp_path, {f"{name}_assignsubmission_file/neuron.py": CODE})
    assert len(read(tmp_path)) == 3


def test_a_text_typed_in_is_told_and_not_read(tmp_path: Path) -> None:
    start = "Ada Lovelace_1234567_assignsubmission_"
    write(tmp_path, {f"{start}onlinetext/onlinetext.html": b"", f"{start}file/neuron.py": CODE})
    write(tmp_path, {"Bob_3_assignsubmission_onlinetext/onlinetext.html": b""})
    found = read(tmp_path)
    assert found["Ada Lovelace"].sources == {"neuron": CODE}
    assert found["Bob"].sources == {}
    assert hand_in(found["Bob"]).notes == ("A text was typed in online, which is not read.",)
    assert "2 submissions" in told(tmp_path)[0]

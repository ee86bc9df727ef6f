"""Folders and zips named as an instructor likes."""

from pathlib import Path

import pytest

from grader.classroom.intake.attempts import Choice
from grader.classroom.intake.opening import Reading, open_class
from grader.submission import SubmissionError
from tests.classroom.intake.made import CODE, read, write, zipped
from tests.classroom.intake.test_moodle import hand_in
from tests.judges import topics


def test_folders_and_zips_may_stand_side_by_side(tmp_path: Path) -> None:
    write(tmp_path, {"ada/neuron.py": CODE, "bob.zip": zipped({"bob/neuron.py": CODE})})
    found = read(tmp_path)
    assert {name: each.sources for name, each in found.items()} == {
        "ada": {"neuron": CODE},
        "bob": {"neuron": CODE},
    }


def test_a_folder_and_a_zip_of_one_name_each_have_a_submission(tmp_path: Path) -> None:
    write(tmp_path, {"ada/neuron.py": CODE, "ada.zip": zipped({"mlp.py": CODE})})
    assert set(read(tmp_path)) == {"ada", "ada (2)"}


@pytest.mark.parametrize(("choice", "number"), [("first", 1), ("last", 10)])
def test_attempts_are_told_by_number(tmp_path: Path, choice: Choice, number: int) -> None:
    for each in (2, 10, 1):
        write(tmp_path, {f"ada attempt {each}/neuron.py": f"n = {each}\n".encode()})
    write(tmp_path, {"bob_attempt_3.zip": zipped({"neuron.py": CODE})})
    found = read(tmp_path, Reading(choice))
    assert set(found) == {"ada", "bob"}
    assert found["ada"].sources == {"neuron": f"n = {number}\n".encode()}
    assert hand_in(found["ada"]).attempts == ("attempt 1", "attempt 2", "attempt 10")


def test_a_name_of_very_many_blanks_holds_nobody_up(tmp_path: Path) -> None:
    blanks = " _-" * 20_000
    class_ = {f"{number}{blanks}attempt x/neuron.py": CODE for number in range(20)}
    (tmp_path / "class.zip").write_bytes(zipped(class_))
    assert len(read(tmp_path / "class.zip")) == 20


def test_all_attempts_go_on_where_the_best_counts(tmp_path: Path) -> None:
    for each in (1, 2, 3):
        write(tmp_path, {f"ada attempt {each}/neuron.py": f"n = {each}\n".encode()})
    ada = read(tmp_path, Reading("best"))["ada"]
    assert [hand_in(each).attempt for each in (*ada.others, ada)] == [1, 2, 3]


def test_reports_of_an_earlier_run_are_no_submission(tmp_path: Path) -> None:
    write(tmp_path, {"ada/neuron.py": CODE, "graded/reports/ada.json": b"{}"})
    with open_class(tmp_path, topics(), besides=tmp_path / "graded") as class_:
        assert class_.names == ("ada",)


@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_a_class_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(SubmissionError, match=name):
        open_class(tmp_path / name, topics())

"""Opening a class: whose submissions there are, under which names, and what is said if none."""

import unicodedata
from pathlib import Path

import pytest

from grader.classroom.intake.opening import open_class
from grader.submission import SubmissionError
from tests.judges import topics


def names(place: Path, besides: Path | None = None) -> list[str]:
    with open_class(place, topics(), besides) as class_:
        assert [each.name for each in class_.submissions()] == list(class_.names)
        return list(class_.names)


def test_a_class_is_in_the_order_of_names_without_hidden_folders_and_files(tmp_path: Path) -> None:
    for name in ("b", "a", ".git", "c"):
        (tmp_path / name).mkdir()
    (tmp_path / "list.txt").write_text("a, b, c")
    assert names(tmp_path) == ["a", "b", "c"]


def test_two_folders_of_one_name_in_two_unicode_forms_stay_apart(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "Chloé")).mkdir()
    assert set(names(tmp_path)) == {"Chloé", "Chloé (2)"}


def test_the_folder_that_reports_go_to_is_no_submission(tmp_path: Path) -> None:
    for name in ("Ada", "graded"):
        (tmp_path / name).mkdir()
    assert names(tmp_path, besides=tmp_path / "graded") == ["Ada"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere", "There is no folder"),
        ("file", "is a file"),
        ("empty", "holds no submissions: put one folder for each student in it"),
    ],
)
def test_a_class_that_is_not_there_is_said(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SubmissionError, match=words) as caught:
        names(tmp_path / name)
    assert name in str(caught.value)

"""One class in each of the forms that it may be handed in as: the same modules come out of all."""

from pathlib import Path

import pytest

from grader.classroom.intake.opening import open_class
from grader.submission import SubmissionError
from tests.classroom.intake.made import (
    CODE,
    FORMS,
    canvas,
    folders,
    gradescope,
    moodle_flat,
    moodle_folders,
    notebook,
    read,
    told,
    write,
    zipped,
    zips,
)
from tests.judges import topics

CLASS = {
    "Ada Lovelace": {"neuron.py": b"a = 1\n", "mlp.py": b"a = 2\n"},
    "Chloé Müller": {"neuron.py": b"b = 1\n"},
    "Emmy Noether": {"work.ipynb": notebook("def relu(z):\n    return z")},
    "Grace Hopper": {"notes.txt": b"sorry"},
}
WORDS = {
    "folders": "holds 4 submissions: a folder or a zip for each.",
    "zips": "holds 4 submissions: a folder or a zip for each.",
    "moodle_folders": "is Moodle's archive of an assignment, with 4 submissions.",
    "moodle_flat": "is Moodle's archive of an assignment, with 4 submissions.",
    "canvas": "is Canvas's archive of an assignment, with 4 submissions.",
    "gradescope": "is Gradescope's export of an assignment, with 4 submissions.",
}


CANVAS_NAMES = {"adalovelace", "chloémüller", "emmynoether", "gracehopper"}


def squeezed(name: str) -> str:
    return name.lower().replace(" ", "")


@pytest.mark.parametrize("is_zip", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("form", FORMS)
def test_the_same_modules_come_out_of_every_form(tmp_path: Path, form: str, is_zip: bool) -> None:
    files = FORMS[form](CLASS)
    place = write(tmp_path / "class", files)
    if is_zip:
        place = tmp_path / "class.zip"
        place.write_bytes(zipped(files))
    found = {squeezed(name): each for name, each in read(place).items()}
    assert set(found) == {squeezed(name) for name in CLASS}
    assert found["adalovelace"].sources == {"neuron": b"a = 1\n", "mlp": b"a = 2\n"}
    assert found["chloémüller"].sources == {"neuron": b"b = 1\n"}
    assert list(found["emmynoether"].sources) == ["activations"]
    assert found["gracehopper"].sources == {}
    assert all(each.problems == {} for each in found.values())
    assert told(place) == (f"{place} {WORDS[form]}", ())


@pytest.mark.parametrize("form", ["folders", "zips", "moodle_folders"])
def test_a_zip_may_have_a_folder_around_everything(tmp_path: Path, form: str) -> None:
    files = {f"class/{path}": text for path, text in FORMS[form](CLASS).items()}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    assert set(read(tmp_path / "class.zip")) == set(CLASS)


@pytest.mark.parametrize("form", ["moodle_folders", "moodle_flat", "canvas"])
def test_a_platforms_archive_may_be_unpacked_into_a_folder_of_its_own(
    tmp_path: Path, form: str
) -> None:
    write(tmp_path / "unpacked", FORMS[form](CLASS))
    assert WORDS[form] in told(tmp_path)[0]


def test_a_folder_around_the_classs_folder_is_told(tmp_path: Path) -> None:
    """It is one submission, as it may be: a student's folders are not taken for a class."""
    write(tmp_path, {"class/ada/neuron.py": CODE, "class/bob/mlp.py": CODE})
    assert set(read(tmp_path)) == {"class"}
    assert f"grade {tmp_path}/class" in told(tmp_path)[1][0]
    assert told(tmp_path / "class")[1] == ()


def test_litter_of_operating_systems_is_passed_over(tmp_path: Path) -> None:
    litter = {"__MACOSX/x/neuron.py": CODE, ".DS_Store": b"", "Thumbs.db": b""}
    for form in FORMS:
        (tmp_path / "class.zip").write_bytes(zipped({**FORMS[form](CLASS), **litter}))
        words, notes = told(tmp_path / "class.zip")
        assert WORDS[form] in words
        assert notes == ()


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (moodle_folders(CLASS) | {"Bob/neuron.py": CODE}, {*CLASS, "Bob"}),
        (moodle_flat({"Ada L": CLASS["Ada Lovelace"]}) | canvas(CLASS), {"Ada L", *CANVAS_NAMES}),
        (canvas(CLASS) | {"Bob/neuron.py": CODE}, {*CANVAS_NAMES, "Bob"}),
        (canvas(CLASS) | {"bob.zip": zipped({"neuron.py": CODE})}, {*CANVAS_NAMES, "bob"}),
    ],
)
def test_a_class_may_be_named_in_several_ways(
    tmp_path: Path, files: dict[str, bytes], names: set[str]
) -> None:
    """An instructor puts what came by mail beside what the platform gave out: all is graded."""
    write(tmp_path, files)
    found = read(tmp_path)
    assert set(found) == names
    assert found[next(iter(names - CANVAS_NAMES - {"Grace Hopper"}))].sources
    assert "named in several ways" in told(tmp_path)[0]


@pytest.mark.parametrize("form", ["folders", "zips", "moodle_folders", "canvas", "gradescope"])
def test_what_is_no_part_of_the_class_is_told(tmp_path: Path, form: str) -> None:
    files = FORMS[form](CLASS)
    top = next(iter(files)).partition("/")[0] + "/" if form == "gradescope" else ""
    write(tmp_path, {**files, f"{top}grades.csv": b""})
    words, notes = told(tmp_path)
    assert WORDS[form] in words
    assert len(notes) == 1
    assert "grades.csv" in notes[0]


def test_a_table_that_is_named_a_little_like_canvass_files_makes_no_canvas_of_a_class(
    tmp_path: Path,
) -> None:
    write(tmp_path, folders(CLASS) | {"grades_2026_11_22.csv": b""})
    assert WORDS["folders"] in told(tmp_path)[0]


def test_one_submission_is_said_to_be_no_class(tmp_path: Path) -> None:
    write(tmp_path, {"neuron.py": CODE, "mlp.py": CODE})
    with pytest.raises(SubmissionError, match="one submission and not a class"):
        open_class(tmp_path, topics())


@pytest.mark.parametrize("name", ["class.txt", "class.rar", "class"])
def test_a_file_that_is_no_zip_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(zipped(folders(CLASS)))
    with pytest.raises(SubmissionError, match="is a file, and no zip"):
        open_class(tmp_path / name, topics())


@pytest.mark.parametrize("content", [b"", b"junk", zipped(zips(CLASS))[:-50]])
def test_a_class_that_is_a_damaged_zip_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "class.zip").write_bytes(content)
    with pytest.raises(SubmissionError, match=r"is damaged, or is no zip.*Download it again"):
        open_class(tmp_path / "class.zip", topics())


def test_a_folder_in_a_classs_zip_may_do_harm_to_its_own_submission_alone(tmp_path: Path) -> None:
    files = {"Eve/../Ada/neuron.py": b"evil = 1\n", "Ada/neuron.py": CODE, "Eve/mlp.py": CODE}
    files |= {"Bob/big.bin": b"\0" * 2**25, "Bob/neuron.py": CODE, "../../x/neuron.py": CODE}
    files |= {"/etc/neuron.py": CODE}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    found = read(tmp_path / "class.zip")
    assert set(found) == {"Ada", "Bob", "Eve"}
    assert len(told(tmp_path / "class.zip")[1]) == 2
    assert found["Ada"].sources == {"neuron": CODE}
    assert "leads out" in found["Eve"].problems["neuron"]
    assert "would unpack" in found["Bob"].problems["neuron"]


def test_a_gradescope_export_reads_its_names_from_its_metadata(tmp_path: Path) -> None:
    write(tmp_path, gradescope(CLASS))
    hand_in = read(tmp_path / "assignment_7_export")["Ada Lovelace"].hand_in
    assert hand_in is not None
    assert (hand_in.identity.number, hand_in.identity.email) == ("0", "0@example.org")
    assert hand_in.attempts == ("2026-11-01 10:00:00+00:00",)

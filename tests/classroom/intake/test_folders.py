"""Folders as students leave them: modules at any depth, nothing followed out."""

import os
from pathlib import Path

import pytest

from grader.classroom.intake.files import MAX_FILES
from grader.submission import Submission
from tests.classroom.intake.made import CODE, read, write

OTHER = b"y = 2\n"


def notes(submission: Submission) -> tuple[str, ...]:
    """What there is to know of how it was handed in."""
    assert submission.hand_in is not None
    return submission.hand_in.notes


def test_a_module_is_found_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path, {"alice/inner/neuron.py": CODE, "alice/a/b/c/mlp.py": OTHER})
    assert read(tmp_path)["alice"].sources == {"neuron": CODE, "mlp": OTHER}


def test_the_shallowest_of_several_counts_and_the_others_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"alice/old/neuron.py": OTHER, "alice/neuron.py": CODE})
    alice = read(tmp_path)["alice"]
    assert alice.sources == {"neuron": CODE}
    assert alice.hand_in is not None
    assert "old/neuron.py is not read for neuron" in alice.hand_in.notes[0]


def test_two_that_differ_at_one_depth_are_a_problem_of_that_topic_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a/1/neuron.py": CODE, "a/2/neuron.py": OTHER, "a/1/mlp.py": CODE})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE}
    assert alice.problems == {
        "neuron": "neuron is there twice: 1/neuron.py and 2/neuron.py differ. Hand in one of them."
    }


def test_two_that_are_the_same_at_one_depth_are_one(tmp_path: Path) -> None:
    write(tmp_path, {"a/1/neuron.py": CODE, "a/2/neuron.py": CODE})
    assert read(tmp_path)["a"].sources == {"neuron": CODE}


COPIES = [
    "neuron (1).py",
    "neuron-2.py",
    "Neuron.py",
    "NEURON.PY",
    "neuron - Copy (2).py",
    "Copie de neuron.py",
    "neuron.py.txt",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_counts_where_the_module_itself_is_not_there(tmp_path: Path, name: str) -> None:
    """A browser, a file manager or a system that ignores case gave it its name."""
    write(tmp_path, {f"a/{name}": CODE, f"b/{name}": OTHER, "b/deep/neuron.py": CODE})
    found = read(tmp_path)
    assert found["a"].sources == found["b"].sources == {"neuron": CODE}
    assert notes(found["a"]) == (f"{name} is read as neuron.py, which is not there.",)
    assert f"{name} is not read for neuron" in notes(found["b"])[0]


LONG = [
    f"Screenshot_20240101_{'1234567890' * 20}.png",
    f"neuron{' copy' * 45}!.py",
    f"neuron{'(1)' * 80}.pyc",
    f"{'_1' * 120}.pdf",
]


@pytest.mark.parametrize("name", LONG, ids=["digits", "copies", "numbers", "marks"])
def test_a_file_of_any_name_is_passed_over_and_holds_nobody_up(tmp_path: Path, name: str) -> None:
    """There are ways without end to part many digits, and none of them is tried."""
    write(tmp_path, {f"a/{name}": CODE, "a/neuron (12345678901234567890).py": CODE})
    assert read(tmp_path)["a"].sources == {"neuron": CODE}


def test_two_copies_that_differ_are_not_chosen_from(tmp_path: Path) -> None:
    write(tmp_path, {"a/neuron (1).py": CODE, "a/neuron (2).py": OTHER})
    alice = read(tmp_path)["a"]
    assert alice.sources == {}
    assert "neuron is there twice" in alice.problems["neuron"]
    assert notes(alice) == ()


def test_a_module_under_another_name_is_told_and_not_read(tmp_path: Path) -> None:
    text = b"def weighted_sum(x, w, b): ...\nclass Other: ...\ndef layer(x): ...\n"
    write(tmp_path, {"a/final.py": text, "a/mlp.py": CODE})
    alice = read(tmp_path)["a"]
    assert (alice.sources, alice.problems) == ({"mlp": CODE}, {})
    assert notes(alice) == (
        "There is no neuron.py. final.py defines weighted_sum, layer, and is not read under that "
        "name.",
    )


def test_of_very_many_things_the_first_few_are_told(tmp_path: Path) -> None:
    write(tmp_path, {f"a/{number}/neuron.py": CODE for number in range(99)})
    write(tmp_path, {"a/neuron.py": CODE})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"neuron": CODE}
    assert len(notes(alice)) == 21
    assert notes(alice)[-1] == "And 79 more such things."


def test_the_folder_of_the_students_kit_comes_before_others_at_its_depth(tmp_path: Path) -> None:
    write(tmp_path, {"a/kit/exercises/neuron.py": CODE, "a/kit/backup/neuron.py": OTHER})
    assert read(tmp_path)["a"].sources == {"neuron": CODE}


@pytest.mark.parametrize(
    "place", [".git", "__MACOSX", "venv", "__pycache__", ".ipynb_checkpoints", "x/node_modules"]
)
def test_what_tools_leave_behind_is_nobodys_work(tmp_path: Path, place: str) -> None:
    write(tmp_path, {f"a/{place}/neuron.py": CODE, "a/readme.md": b""})
    assert (read(tmp_path)["a"].sources, read(tmp_path)["a"].problems) == ({}, {})


def test_a_folder_that_is_a_link_has_a_submission_that_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"class/bob/neuron.py": CODE, "secret/neuron.py": OTHER})
    for name, target in {
        "in": "bob",
        "out": "../secret",
        "dead": "nothing",
        "loop": "loop",
    }.items():
        (tmp_path / "class" / name).symlink_to(target)
    class_ = read(tmp_path / "class")
    assert set(class_) == {"bob", "in", "out", "dead", "loop"}
    for name in ("in", "out", "dead", "loop"):
        assert class_[name].sources == {}
        assert set(class_[name].problems.values()) == {
            f"{name} is a link, and links are not followed: hand in the files themselves."
        }


def test_a_zip_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"other/neuron.py": CODE, "class/bob/neuron.py": CODE})
    (tmp_path / "class" / "al.zip").symlink_to(tmp_path / "other" / "neuron.py")
    assert "is a link" in read(tmp_path / "class")["al"].problems["neuron"]


def test_a_link_within_a_submission_is_read_and_one_out_of_it_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"a/src/real.py": CODE, "b/neuron.py": OTHER, "a/mlp.py": CODE})
    (tmp_path / "a" / "tensors.py").symlink_to("src/real.py")
    (tmp_path / "a" / "neuron.py").symlink_to("../b/neuron.py")
    (tmp_path / "a" / "more").symlink_to("../b")
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE, "tensors": CODE}
    assert "outside the submission" in alice.problems["neuron"]
    assert alice.hand_in is not None
    assert alice.hand_in.notes == ("more is a link to a folder, which is not followed.",)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link to itself"])
def test_what_stands_in_a_modules_place_and_is_no_file_is_said(tmp_path: Path, kind: str) -> None:
    write(tmp_path, {"a/mlp.py": CODE})
    path = tmp_path / "a" / "neuron.py"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to("nowhere.py")
        case "link to itself":
            path.symlink_to(path)
    alice = read(tmp_path)["a"]
    assert alice.problems == {"neuron": "neuron.py is not a file."}
    assert alice.sources == {"mlp": CODE}


def test_of_more_files_than_anybodys_work_the_nearest_are_looked_at(tmp_path: Path) -> None:
    """A folder of pictures beside it makes no module worthless, but hides those that are in it."""
    write(tmp_path, {"a/data/mlp.py": CODE, "a/tensors.py": CODE})
    for number in range(MAX_FILES):
        os.mknod(tmp_path / "a" / f"{number}.png")
    alice = read(tmp_path)["a"]
    assert alice.sources == {"tensors": CODE}
    assert "more than 10000 files" in alice.problems["mlp"]


def test_folders_without_end_are_not_walked(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "/".join("d" * 200)
    deep.mkdir(parents=True)
    write(tmp_path, {"a/neuron.py": CODE})
    alice = read(tmp_path)["a"]
    assert alice.sources == {"neuron": CODE}
    assert alice.hand_in is not None
    assert "folders deep" in alice.hand_in.notes[0]


def test_a_folder_within_that_may_not_be_entered_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a/closed/neuron.py": CODE, "a/mlp.py": CODE})
    listed = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    alice = read(tmp_path)["a"]
    assert alice.sources == {"mlp": CODE}
    assert alice.problems["neuron"] == "closed cannot be read: Permission denied."


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")).mkdir()
    write(tmp_path, {"b/neuron.py": CODE})
    assert set(read(tmp_path)) == {"caf\ufffd", "b"}

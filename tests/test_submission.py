"""What was handed in is read as it is; what cannot be read is its own topic's problem alone."""

import os
import unicodedata
from pathlib import Path

import pytest

from grader.sandbox.protocol import MAX_SOURCE_BYTES
from grader.submission import SubmissionError, read_folder
from tests.judges import topics

CODE = b"x = 1\n"


def problem(tmp_path: Path, content: bytes) -> str:
    """Why a module of that content cannot be read, while the one beside it can."""
    (tmp_path / "neuron.py").write_bytes(content)
    (tmp_path / "mlp.py").write_bytes(CODE)
    submission = read_folder(tmp_path, topics())
    assert submission.sources == {"mlp": CODE}
    assert list(submission.problems) == ["neuron"]
    return submission.problems["neuron"]


def test_each_topics_module_is_read(tmp_path: Path) -> None:
    for topic in topics():
        (tmp_path / f"{topic.name}.py").write_text(f"# {topic.name} é\n", encoding="utf-8")
    submission = read_folder(tmp_path, topics())
    assert submission.sources == {t.name: f"# {t.name} é\n".encode() for t in topics()}
    assert submission.problems == {}


def test_modules_may_stand_in_a_folder_exercises(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "neuron.py").write_bytes(CODE)
    assert read_folder(tmp_path, topics()).sources == {"neuron": CODE}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("notes.py", "neuron.txt", "Neuron2.py"):
        (tmp_path / name).write_bytes(CODE)
    submission = read_folder(tmp_path, topics())
    assert (submission.sources, submission.problems) == ({}, {})


@pytest.mark.parametrize("content", [b"", b"\n  \n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_said(tmp_path: Path, content: bytes) -> None:
    assert problem(tmp_path, content) == "neuron.py is empty."


def test_nul_bytes_are_said(tmp_path: Path) -> None:
    assert "NUL bytes" in problem(tmp_path, b"x = 1\0\n")


@pytest.mark.parametrize("content", [b"# caf\xe9\n", b"x = '\xff'\n", b"\xed\xa0\x80"])
def test_what_is_not_utf8_is_said_with_its_place_and_mend(tmp_path: Path, content: bytes) -> None:
    words = problem(tmp_path, content)
    assert "is not UTF-8 text" in words
    assert "Save it as UTF-8" in words


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("# -*- coding: latin-1 -*-\n", "latin-1"),
        ("#!/usr/bin/python\n# coding=cp1252\n", "cp1252"),
        ("# vim: set fileencoding=ISO-8859-15 :\r\n", "iso-8859-15"),
    ],
)
def test_a_declared_encoding_is_turned_into_utf8(tmp_path: Path, line: str, encoding: str) -> None:
    text = line + "name = 'café'\n"
    (tmp_path / "neuron.py").write_bytes(text.encode(encoding))
    assert read_folder(tmp_path, topics()).sources == {"neuron": text.encode()}


@pytest.mark.parametrize(
    "line", [b"x = 1 # coding: latin-1\n", b"# coding: rot13\n", b"\n\n# coding: latin-1\n"]
)
def test_what_declares_no_encoding_that_is_known_is_not_guessed(
    tmp_path: Path, line: bytes
) -> None:
    assert "is not UTF-8 text" in problem(tmp_path, line + b"# caf\xe9\n")


def test_what_outgrows_the_limit_as_utf8_is_too_large(tmp_path: Path) -> None:
    content = b"# coding: latin-1\n#" + b"\xe9" * (MAX_SOURCE_BYTES - 20)
    assert "more than" in problem(tmp_path, content)


def test_utf16_is_said(tmp_path: Path) -> None:
    assert "in UTF-16" in problem(tmp_path, "x = 1".encode("utf-16"))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Some editors on Windows write one."""
    (tmp_path / "neuron.py").write_bytes(b"\xef\xbb\xbf" + CODE)
    assert read_folder(tmp_path, topics()).sources == {"neuron": CODE}


def test_a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "neuron.py").write_bytes(b"#" * MAX_SOURCE_BYTES)
    assert "neuron" in read_folder(tmp_path, topics()).sources
    assert "more than 1 MB" in problem(tmp_path, b"#" * (MAX_SOURCE_BYTES + 1))


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link to itself"])
def test_what_is_no_file_is_said(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "neuron.py"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to("nowhere.py")
        case "link to itself":
            path.symlink_to(path)
    submission = read_folder(tmp_path, topics())
    assert submission.problems == {"neuron": "neuron.py is not a file."}


def test_a_file_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "neuron.py").write_bytes(CODE)
    monkeypatch.setattr(Path, "open", denied)
    assert "neuron.py cannot be read: Permission denied." in str(
        read_folder(tmp_path, topics()).problems
    )


def test_a_folder_that_may_not_be_entered_is_a_problem_of_its_own_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "neuron.py").write_bytes(CODE)
    exists = Path.exists

    def closed(self: Path) -> bool:
        return denied() if "closed" in self.parts[:-1] else exists(self)

    monkeypatch.setattr(Path, "exists", closed)
    one, other = (read_folder(tmp_path / name, topics()) for name in ("closed", "open"))
    assert len(one.problems) == len(topics())
    assert "cannot be read: Permission denied" in one.problems["neuron"]
    assert other.sources == {"neuron": CODE}


def denied(*_: object, **__: object) -> bool:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("name", ["Ada", "Ada Lovelace", "Chloé", "界 🌱", "a'b\"c", "-x", "a\nb"])
def test_a_submission_is_named_as_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert read_folder(tmp_path / name, topics()).name == name


def test_an_accent_is_one_accent_however_the_file_system_writes_it(tmp_path: Path) -> None:
    folder = tmp_path / unicodedata.normalize("NFD", "Chloé")
    folder.mkdir()
    assert read_folder(folder, topics()).name == "Chloé"


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    assert read_folder(folder, topics()).name == "caf\ufffd"


def test_a_relative_folder_has_its_real_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Ada").mkdir()
    monkeypatch.chdir(tmp_path / "Ada")
    assert read_folder(Path(), topics()).name == "Ada"


@pytest.mark.parametrize("target", ["../secret.py", "/etc/passwd"])
def test_a_link_out_of_the_submission_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.py").write_bytes(CODE)
    (tmp_path / "Ada").mkdir()
    (tmp_path / "Ada" / "neuron.py").symlink_to(target)
    submission = read_folder(tmp_path / "Ada", topics())
    assert submission.sources == {}
    assert "outside the submission" in submission.problems["neuron"]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_one_submission_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SubmissionError, match=name):
        read_folder(tmp_path / name, topics())

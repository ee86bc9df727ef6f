"""In Gradescope's container modules are found as in a class, and where no mark is, that is said."""

import json
from pathlib import Path

import msgspec
import pytest

from grader.classroom.autograder import Settings, main
from tests.classroom.intake.made import Files, notebook, write
from tests.commands import is_a_sentence
from tests.judges import solution, stub

SETTINGS = Settings(topics=("neuron",), isolation="none")


def exit_code(folder: Path, settings: bytes | None = None) -> object:
    """Judge `submission` in a folder, and tell what the process would exit with."""
    content = msgspec.json.encode(SETTINGS) if settings is None else settings
    (folder / "settings.json").write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(folder / "settings.json", folder / "submission", folder / "results.json")
    return ended.value.code


NEURON = solution("neuron").encode()
SUBMISSIONS: dict[str, Files] = {
    "notebook": {"neuron.ipynb": notebook("%matplotlib inline", solution("neuron"))},
    "folder": {"work/neuron.py": NEURON},
    "copy": {"neuron (1).py": NEURON},
}


@pytest.mark.parametrize("files", SUBMISSIONS.values(), ids=SUBMISSIONS)
def test_what_a_class_is_graded_by_has_its_points_there_too(tmp_path: Path, files: Files) -> None:
    write(tmp_path / "submission", files)
    assert exit_code(tmp_path) == 0
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["score"] == sum(test["max_score"] for test in results["tests"]) > 0


def test_whoever_named_the_module_otherwise_is_told(tmp_path: Path) -> None:
    write(tmp_path / "submission", {"final.py": stub("neuron").encode()})
    assert exit_code(tmp_path) == 0
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["score"] == 0
    assert "final.py defines weighted_sum" in results["output"]


@pytest.mark.parametrize(
    "settings", [b"", b"{}", b"\xff", b'{"topics": ["nothing"]}', b'{"topics": [1]}']
)
def test_bad_settings_leave_no_results_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: bytes
) -> None:
    write(tmp_path / "submission", {"neuron.py": NEURON})
    assert exit_code(tmp_path, settings) == 3
    assert is_a_sentence(capsys.readouterr().err)
    assert not (tmp_path / "results.json").exists()


def test_what_is_not_there_leaves_no_results_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(tmp_path) == 3
    assert "There is no folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(tmp_path / "none.json", tmp_path, tmp_path / "results.json")
    assert ended.value.code == 3
    assert is_a_sentence(capsys.readouterr().err)
    assert not (tmp_path / "results.json").exists()


def test_a_machine_that_refuses_leaves_no_results_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("grader.classroom.autograder.JudgeClient", refuses)
    write(tmp_path / "submission", {"neuron.py": NEURON})
    assert exit_code(tmp_path) == 3
    assert "Resource temporarily unavailable." in capsys.readouterr().err

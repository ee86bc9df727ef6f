"""`grader check`: what it prints, and its exit codes."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from grader.places import data_folder
from grader.report.types import Report
from grader.sandbox.confinement.probing import probe
from tests.commands import is_a_sentence, run
from tests.judges import solution


def mine(folder: Path, text: str) -> Path:
    """A folder with one's own neuron.py."""
    (folder / "neuron.py").write_text(text, encoding="utf-8")
    return folder


def test_the_solutions_get_100_and_exit_code_0() -> None:
    done = run("check", "--from", "solutions")
    assert "100 / 100" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_untouched_stubs_get_0_and_exit_code_1_without_noise() -> None:
    done = run("check", "neuron", "activations")
    assert "0 / 18" in done.stdout
    assert "Nothing is written yet" in done.stdout
    assert "✘" not in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_a_mistake_gets_exit_code_1_and_its_feedback(tmp_path: Path) -> None:
    text = solution("neuron").replace("float(w @ x + b)", "float(w @ x)")
    done = run("check", "neuron", "--from", mine(tmp_path, text))
    assert done.returncode == 1
    assert "weighted_sum(x=" in done.stdout
    assert "grader check neuron" in done.stdout


def test_json_is_the_report_and_nothing_else(tmp_path: Path) -> None:
    done = run("check", "neuron", "--from", mine(tmp_path, solution("neuron")), "--json")
    report = msgspec.json.decode(done.stdout, type=Report)
    assert (report.score, report.max_score) == (8.0, 8.0)
    assert (report.submission, report.run.seed) == (tmp_path.name, 0)
    assert (report.run.isolation, report.run.torch) == (probe().level, None)
    assert json.loads(done.stdout)["schema"] == 1
    assert (done.returncode, done.stderr) == (0, "")


def test_a_seed_is_kept_in_the_report() -> None:
    done = run("check", "neuron", "--from", "solutions", "--json", "--seed", 7)
    assert msgspec.json.decode(done.stdout, type=Report).run.seed == 7


@pytest.mark.parametrize("seed", ["x", "-1", str(10**30), "1.5"])
def test_any_seed_is_taken_or_refused_in_words(seed: str) -> None:
    done = run("check", "neuron", "--from", "solutions", f"--seed={seed}")
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_an_encoding_without_our_marks_is_no_fault(tmp_path: Path) -> None:
    """Windows gives pipes its own encoding, and notebooks read commands through pipes."""
    shutil.copytree(data_folder("solutions"), tmp_path / "exercises")
    for words in (["check", "neuron"], ["progress"], ["plot", "activations"]):
        done = run(*words, cwd=tmp_path, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, "")
        assert "?" in done.stdout
    done = run("check", "neuron", "--json", cwd=tmp_path, PYTHONIOENCODING="cp1252")
    assert msgspec.json.decode(done.stdout, type=Report).score == 8.0


def test_an_unknown_topic_is_misuse_with_a_suggestion() -> None:
    done = run("check", "neurn")
    assert done.returncode == 2
    assert "Did you mean neuron?" in done.stderr
    assert is_a_sentence(done.stderr)


def test_a_folder_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    done = run("check", "--from", tmp_path / "nowhere")
    assert done.returncode == 2
    assert is_a_sentence(done.stderr)
    assert "nowhere" in done.stderr


def test_no_command_shows_what_there_is() -> None:
    done = run()
    assert "check" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["chek"], ["check", "--form", "x"], ["grade"], ["stubs", "x"]])
def test_misuse_has_exit_code_2(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_without_torch_the_numpy_topics_are_judged_and_the_rest_said(tmp_path: Path) -> None:
    done = run(
        "check", "neuron", "tensors", "--from", "solutions", "--json", without_torch=tmp_path
    )
    neuron, tensors = msgspec.json.decode(done.stdout, type=Report).topics
    assert (neuron.score, neuron.problem) == (8.0, None)
    assert tensors.score is None
    assert "torch" in (tensors.problem or "")
    assert "pip install" in (tensors.problem or "")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_without_torch_its_topics_are_explained_to_people_too(tmp_path: Path) -> None:
    done = run("check", "neuron", "tensors", "--from", "solutions", without_torch=tmp_path)
    assert "pip install" in done.stdout
    assert "Traceback" not in done.stderr


def test_without_torch_a_check_of_its_topics_alone_is_no_fault_of_ours(tmp_path: Path) -> None:
    done = run("check", "tensors", "mlp", "--from", "solutions", without_torch=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("This topic needs PyTorch, which is not installed") == 2
    assert "All right" not in done.stdout
    assert done.stderr == ""

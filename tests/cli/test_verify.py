"""`grader verify`: what it prints and writes, and its exit codes."""

from pathlib import Path

import msgspec

from grader.report.verification_types import Verification
from tests.commands import is_a_sentence, run


def test_a_topic_that_holds_gets_exit_code_0_and_is_written(tmp_path: Path) -> None:
    data, page = tmp_path / "matrix.json", tmp_path / "matrix.html"
    done = run("verify", "neuron", "--json", data, "--html", page)
    assert (done.returncode, done.stderr) == (0, "")
    assert "neuron" in done.stdout
    found = msgspec.json.decode(data.read_bytes(), type=Verification)
    assert found.holds()
    assert [topic.name for topic in found.topics] == ["neuron"]
    assert "<h2>neuron</h2>" in page.read_text(encoding="utf-8")


def test_an_unknown_topic_is_misuse() -> None:
    done = run("verify", "neurn")
    assert done.returncode == 2
    assert is_a_sentence(done.stderr)


def test_a_file_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere" / "matrix.json", tmp_path):
        done = run("verify", "neuron", "--json", file)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_no_seed_at_all_is_misuse() -> None:
    assert run("verify", "neuron", "--seeds", 0).returncode == 2

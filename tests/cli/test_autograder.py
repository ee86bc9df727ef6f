"""`grader autograder`: an archive as Gradescope takes it, that judges a submission by itself."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.commands import PATIENCE_S, run
from tests.judges import solution, stub


def test_the_archive_judges_what_lies_in_a_folder(tmp_path: Path) -> None:
    """Scripts stand at its root and can be executed; the kit in it needs nothing of this one."""
    archive = tmp_path / "neuron.zip"
    done = run("autograder", archive, "--topics", "neuron,activations", "--isolation", "none")
    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(archive) as content:
        modes = {each.filename: each.external_attr >> 16 for each in content.infolist()}
        content.extractall(tmp_path / "source")
    assert modes["setup.sh"] & 0o111
    assert modes["run_autograder"] & 0o111
    requirements = (tmp_path / "source" / "requirements.txt").read_text()
    assert "nbformat==" in requirements
    assert "torch" not in requirements
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n", tmp_path / "source" / script], check=True)
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    (tmp_path / "submission" / "activations.py").write_text(stub("activations"), encoding="utf-8")
    words = ["source/settings.json", "submission", "results.json"]
    subprocess.run(
        [sys.executable, "-m", "grader.classroom.autograder", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "source")},
        check=True,
        timeout=PATIENCE_S,
    )
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["score"] == 8.0
    assert sum(test["max_score"] for test in results["tests"]) == 18.0


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for archive in archives:
        assert run("autograder", archive, "--topics", "neuron").returncode == 0
    assert archives[0].read_bytes() == archives[1].read_bytes()

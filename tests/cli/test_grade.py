"""`grader grade`: a class from the command line, and what stays when it is stopped."""

import json
import os
import re
import signal
import subprocess
import time
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.commands import GRADER, PATIENCE_S, is_a_sentence, run
from tests.judges import solution

LOOP = "\n\ndef weighted_sum(x, w, b):\n    while True: pass\n"


def hand_in(folder: Path, name: str, more: str = "") -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "neuron.py").write_text(solution("neuron") + more, encoding="utf-8")


def test_a_class_gets_its_reports_and_gradebook(tmp_path: Path) -> None:
    for name in ("Ada", "Chloé 🌱", "ada"):
        hand_in(tmp_path / "class", name)
    done = run(
        "grade", tmp_path / "class", "--out", tmp_path / "out", "--topics", "neuron", "--jobs", 2
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Chloé 🌱" in done.stdout
    assert f"Reports in {tmp_path / 'out' / 'reports'}: 3." in done.stdout
    text = (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8")
    assert text.splitlines() == ["submission,neuron,score", "Ada,8,8", "Chloé 🌱,8,8", "ada,8,8"]
    files = (tmp_path / "out/reports").glob("*.json")
    reports = [json.loads(each.read_text()) for each in files]
    assert sorted(each["submission"] for each in reports) == ["Ada", "Chloé 🌱", "ada"]


def test_a_class_gets_its_pages_and_is_told_where(tmp_path: Path) -> None:
    """The class's page leads to each submission's, which shows the student's own lines."""
    hand_in(tmp_path / "class", "Ada")
    hand_in(tmp_path / "class", "Émile", "\n\ndef weighted_sum(x, w, b):\n    return x @ w\n")
    done = run("grade", tmp_path / "class", "--out", tmp_path / "out", "--topics", "neuron")
    page = tmp_path / "out" / "index.html"
    assert str(page) in done.stdout
    text = page.read_text(encoding="utf-8")
    links = re.findall(r'href="(reports/[^"#]*)"', text)
    pages = {(page.parent / unquote(each)).read_text(encoding="utf-8") for each in links}
    assert len(pages) == 2
    assert any("return x @ w" in each for each in pages)


def test_without_the_pages_libraries_there_are_grades_and_it_is_said(tmp_path: Path) -> None:
    hand_in(tmp_path / "class", "Ada")
    hidden = (
        "import importlib.machinery as m; found = m.PathFinder.find_spec\n"
        "m.PathFinder.find_spec = lambda name, *more: "
        "None if name == 'copydetect' else found(name, *more)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hidden)
    done = run("grade", tmp_path / "class", "--out", tmp_path / "out", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert "pip install -c constraints.txt copydetect" in done.stdout
    assert (tmp_path / "out" / "gradebook.csv").is_file()
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("case", ["nowhere", "a file", "empty", "unwritable", "topic", "jobs"])
def test_misuse_is_answered_with_a_sentence_and_exit_code_2(tmp_path: Path, case: str) -> None:
    hand_in(tmp_path / "class", "Ada")
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    submissions, out, more = tmp_path / "class", tmp_path / "out", []
    match case:
        case "nowhere":
            submissions = tmp_path / "nowhere"
        case "a file":
            submissions = tmp_path / "file"
        case "empty":
            submissions = tmp_path / "empty"
        case "unwritable":
            out = tmp_path / "file" / "out"
        case "topic":
            more = ["--topics", "neuron,activatoins"]
        case "jobs":
            more = ["--jobs", "0"]
    done = run("grade", submissions, "--out", out, *more)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert case == "jobs" or is_a_sentence(done.stderr), done.stderr


def test_a_suite_that_cannot_be_used_has_exit_code_3(tmp_path: Path) -> None:
    """The author's fault is not the student's: no grade is given, and the file is named."""
    script = (
        "import pathlib, sys, grader.checking as g, grader.cli as cli\n"
        "from tests.topic_copies import HIDDEN, make_topic\n"
        f"topics = make_topic(pathlib.Path({str(tmp_path)!r}), hidden=HIDDEN + 'import nothing_')\n"
        "g.load_curriculum = lambda: topics\n"
        "sys.argv = ['grader', 'check', '--from', 'solutions']\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [GRADER.parent / "python", "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "test_hidden.py" in done.stderr
    assert "nothing_" in done.stderr


def test_ctrl_c_in_mid_class_leaves_whole_reports_and_nothing_running(tmp_path: Path) -> None:
    """The third submission never ends by itself; what was finished before it stays."""
    for name in ("a", "b"):
        hand_in(tmp_path / "class", name)
    for name in ("c", "d"):
        hand_in(tmp_path / "class", name, LOOP)
    reports = tmp_path / "out" / "reports"
    with subprocess.Popen(
        [GRADER, "grade", "class", "--out", "out", "--topics", "neuron", "--jobs", "1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # what is started in the background ignores interrupts, and hands that down
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as grading:
        deadline = time.monotonic() + PATIENCE_S
        while len(list(reports.glob("*.json"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(grading.pid, signal.SIGINT)
        output, errors = grading.communicate(timeout=PATIENCE_S)
    assert grading.returncode == 1
    assert "Stopped. Reports of this run: 2, in" in output
    assert "Traceback" not in errors
    assert sorted(each.name for each in reports.iterdir()) == ["a.json", "b.json"]
    assert all(json.loads(each.read_text())["score"] == 8 for each in reports.iterdir())
    assert not session_members(grading.pid)


def session_members(session: int) -> list[int]:
    """Processes of a session that are still there after a while."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        members = [
            int(each.name)
            for each in Path("/proc").iterdir()
            if each.name.isdigit() and session_of(each) == session
        ]
        if not members or time.monotonic() > deadline:
            return members
        time.sleep(0.02)


def session_of(process: Path) -> int | None:
    try:
        _, _, rest = (process / "stat").read_text().rpartition(") ")
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, _, _, session = rest.split()[:4]
    return None if state == "Z" else int(session)

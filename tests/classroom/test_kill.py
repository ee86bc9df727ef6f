"""`kill -9` in mid-class: of the command, of a judge, of a Dask worker; nobody's report is lost."""

import json
import os
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.commands import GRADER, PATIENCE_S, run
from tests.judges import solution, stub

DASK = Path(sysconfig.get_path("scripts")) / "dask"
WRONG = "\n\ndef weighted_sum(x, w, b):\n    return 0.0\n"
COUNT = 8


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A class of right, wrong and untouched submissions."""
    texts = (solution("neuron"), solution("neuron") + WRONG, stub("neuron"), solution("neuron"))
    for number in range(COUNT):
        folder = tmp_path / "class" / f"s{number}"
        folder.mkdir(parents=True)
        text = f"# {number}\n{texts[number % len(texts)]}"
        (folder / "neuron.py").write_text(text, encoding="utf-8")
    return tmp_path / "class"


def words_for(submissions: Path, out: Path, *more: object) -> list[str]:
    words = ["grade", submissions, "--out", out, "--topics", "neuron", "--isolation", "none"]
    return [str(each) for each in (*words, *more)]


def scores(out: Path) -> dict[str, float]:
    """Each submission's score; exactly one whole report each."""
    reports = [json.loads(each.read_bytes()) for each in (out / "reports").glob("*.json")]
    names = [each["submission"] for each in reports]
    assert sorted(names) == [f"s{number}" for number in range(COUNT)]
    return {each["submission"]: each["score"] for each in reports}


@contextmanager
def started(words: list[str], **more: object) -> Iterator[subprocess.Popen[bytes]]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(words, **quiet, **more)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def some_are_written(out: Path) -> Callable[[], bool]:
    return lambda: len(list((out / "reports").glob("*.json"))) >= 2


def judges_of(parent: int) -> list[int]:
    """The processes of judges that a process has started."""
    found = []
    for each in Path("/proc").iterdir():
        with suppress(OSError):
            if each.name.isdigit() and b"grader.judge.forking" in (each / "cmdline").read_bytes():
                _, _, rest = (each / "stat").read_text().rpartition(") ")
                if int(rest.split()[1]) == parent:
                    found.append(int(each.name))
    return found


@pytest.fixture
def undisturbed(submissions: Path, tmp_path: Path) -> dict[str, float]:
    """What the class gets when nobody is killed."""
    done = run(*words_for(submissions, tmp_path / "undisturbed", "--jobs", 2))
    assert done.returncode == 0, done.stderr
    return scores(tmp_path / "undisturbed")


def test_the_command_is_killed(
    submissions: Path, tmp_path: Path, undisturbed: dict[str, float]
) -> None:
    """Run again, it judges the others; what was written is whole, and is not judged again."""
    out = tmp_path / "out"
    with started([str(GRADER), *words_for(submissions, out, "--jobs", 1)]) as grading:
        wait_until(some_are_written(out))
        grading.kill()
        grading.wait()
    before = {file: file.read_bytes() for file in (out / "reports").glob("*.json")}
    assert all(json.loads(content)["score"] is not None for content in before.values())
    done = run(*words_for(submissions, out))
    assert done.returncode == 0, done.stderr
    assert scores(out) == undisturbed
    assert {file: file.read_bytes() for file in before} == before
    assert not list(out.rglob(".writing-*"))


def test_a_judge_is_killed(
    submissions: Path, tmp_path: Path, undisturbed: dict[str, float]
) -> None:
    """Another takes its place, and what it was at is judged again."""
    out = tmp_path / "out"
    with started([str(GRADER), *words_for(submissions, out, "--jobs", 2)]) as grading:
        wait_until(some_are_written(out))
        for judge in judges_of(grading.pid)[:1]:
            os.kill(judge, signal.SIGKILL)
        assert grading.wait(PATIENCE_S) == 0
    assert scores(out) == undisturbed


def test_a_dask_worker_is_killed(
    submissions: Path, tmp_path: Path, undisturbed: dict[str, float]
) -> None:
    """The other worker judges what it was at; the grades are those of one machine."""
    out = tmp_path / "out"
    file = tmp_path / "scheduler.json"
    scheduler = [str(DASK), "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [str(DASK), "worker", "--scheduler-file", str(file), "--nthreads", "1"]
    worker += ["--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
    with (
        started([*scheduler, "--scheduler-file", str(file)], cwd=tmp_path),
        started(worker, cwd=tmp_path) as first,
        started(worker, cwd=tmp_path),
    ):
        wait_until(file.exists)
        wait_until(lambda: bool(file.read_text()))
        address = json.loads(file.read_text())["address"]
        words = [str(GRADER), *words_for(submissions, out, "--cluster", address)]
        with started(words) as grading:
            wait_until(some_are_written(out))
            first.kill()
            assert grading.wait(PATIENCE_S) == 0
    assert scores(out) == undisturbed


def test_where_there_is_no_scheduler_that_is_said(submissions: Path, tmp_path: Path) -> None:
    address = "nonsense://127.0.0.1:1"
    done = run(*words_for(submissions, tmp_path / "out", "--cluster", address))
    assert done.returncode == 3
    assert "dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr

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
AT_ONCE = 2
"""So many submissions come first, and are judged at once; each other waits until it may go on."""

WAITS = """

import pathlib, time
while not pathlib.Path({file!r}).exists():
    time.sleep(0.01)
"""


@pytest.fixture
def go_on(tmp_path: Path) -> Path:
    """Where a file is to be, for the whole class to be judged."""
    return tmp_path / "go-on"


@pytest.fixture
def submissions(tmp_path: Path, go_on: Path) -> Path:
    """A class of right, wrong and untouched submissions, the most of which wait for a file."""
    waits = WAITS.format(file=str(go_on))
    texts = (solution("neuron"), solution("neuron") + WRONG, stub("neuron"), solution("neuron"))
    for number in range(COUNT):
        folder = tmp_path / "class" / f"s{number}"
        folder.mkdir(parents=True)
        text = f"# {number}\n{texts[number % len(texts)]}{waits if number >= AT_ONCE else ''}"
        (folder / "neuron.py").write_text(text, encoding="utf-8")
    return tmp_path / "class"


def words_for(submissions: Path, out: Path, *more: object) -> list[str]:
    words = ["grade", submissions, "--out", out, "--topics", "neuron", "--isolation", "none"]
    return [str(each) for each in (*words, *more)]


def scores(out: Path) -> dict[str, float]:
    """Each submission's score; exactly one whole report each."""
    reports = [json.loads(each.read_bytes()) for each in written(out)]
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


def written(out: Path) -> list[Path]:
    return list((out / "reports").glob("*.json"))


def wait_for_the_first(out: Path) -> None:
    """Wait until a report is there; the class cannot be done, since the rest of it waits."""
    wait_until(lambda: bool(written(out)))
    assert len(written(out)) < COUNT


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
def undisturbed(submissions: Path, tmp_path: Path, go_on: Path) -> dict[str, float]:
    """What the class gets when nobody is killed."""
    go_on.touch()
    done = run(*words_for(submissions, tmp_path / "undisturbed", "--jobs", 2))
    assert done.returncode == 0, done.stderr
    go_on.unlink()
    return scores(tmp_path / "undisturbed")


def test_the_command_is_killed(
    submissions: Path, tmp_path: Path, go_on: Path, undisturbed: dict[str, float]
) -> None:
    """Run again, it judges the others; what was written is whole, and is not judged again."""
    out = tmp_path / "out"
    with started([str(GRADER), *words_for(submissions, out, "--jobs", 1)]) as grading:
        wait_for_the_first(out)
        grading.kill()
        grading.wait()
    before = {file: file.read_bytes() for file in written(out)}
    assert 0 < len(before) < COUNT
    go_on.touch()
    assert all(json.loads(content)["score"] is not None for content in before.values())
    done = run(*words_for(submissions, out))
    assert done.returncode == 0, done.stderr
    assert scores(out) == undisturbed
    assert {file: file.read_bytes() for file in before} == before
    assert not list(out.rglob(".writing-*"))


def test_a_judge_is_killed(
    submissions: Path, tmp_path: Path, go_on: Path, undisturbed: dict[str, float]
) -> None:
    """Another takes its place, and what it was at is judged again."""
    out = tmp_path / "out"
    with started([str(GRADER), *words_for(submissions, out, "--jobs", 2)]) as grading:
        wait_for_the_first(out)
        judge, *_ = judges_of(grading.pid)
        os.kill(judge, signal.SIGKILL)
        go_on.touch()
        assert grading.wait(PATIENCE_S) == 0
    assert scores(out) == undisturbed


def test_a_dask_worker_is_killed(
    submissions: Path, tmp_path: Path, go_on: Path, undisturbed: dict[str, float]
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
            wait_for_the_first(out)
            first.kill()
            go_on.touch()
            assert grading.wait(PATIENCE_S) == 0
    assert scores(out) == undisturbed


def test_where_there_is_no_scheduler_that_is_said(submissions: Path, tmp_path: Path) -> None:
    address = "nonsense://127.0.0.1:1"
    done = run(*words_for(submissions, tmp_path / "out", "--cluster", address))
    assert done.returncode == 3
    assert "dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr

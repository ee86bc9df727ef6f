"""A large class on a large cluster: `python -m tests.benchmarks.simulate_cluster [--size N]`.

The scheduler, the network and the client are real, on this machine; the workers are real too, many
to a process, but their judge sleeps as long as judging takes: times drawn from submissions that are
judged here first, and stretched to a mean where this machine is busy (`--mean-s`). One in a hundred
takes twenty times as long, and whole nodes are killed on the way, each replaced after a while.
Memory is what the processes have resident.

Dask keeps the latest thousand messages of each connection for its developers, and a message is a
submission's text; they are turned off here, as `docs/performance.md` says.
"""

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import mean

import dask
import msgspec
from distributed import Client

from grader.classroom import cluster
from grader.curriculum import load_curriculum
from grader.isolation import class_level
from grader.judge.client import JudgeClient
from grader.judge.wire import Work
from grader.submission import Submission
from tests.benchmarks.machine import heading, processor_s, say
from tests.benchmarks.sleeping import PLACEHOLDER, SCENE, Scene, seconds_for, sleep_here
from tests.classroom.generated import generated, honest

DRAWN = 10
NODES = 8
KILLED_AT = (0.3, 0.6)
REPLACED_AFTER_S = 5.0
PATIENCE_S = 120
LOGS = "distributed.admin.low-level-log-length"
LOGS_VARIABLE = "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH"
DASK = Path(sysconfig.get_path("scripts")) / "dask"
SHARES = (0.1, 0.5, 0.9)


class Cluster:
    """A scheduler and its nodes; use as a context.

    Args:
        folder: for its files.
        workers: of all the nodes.
    """

    def __init__(self, folder: Path, workers: int) -> None:
        file = folder / "scheduler.json"
        words = [str(DASK), "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._each = workers // NODES
        self._folder = folder
        self.scheduler = self._start([*words, "--scheduler-file", str(file)])
        while not (file.exists() and file.read_text()):
            time.sleep(0.1)
        self.address: str = json.loads(file.read_text())["address"]
        self.nodes = [self._node() for _ in range(NODES)]
        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(self._each * NODES, timeout=PATIENCE_S)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.nodes, self.scheduler):
            process.kill()
            process.wait()

    def lose_a_node(self) -> None:
        """Kill one, and start another in its place after a while."""
        lost = self.nodes.pop(0)
        lost.kill()
        lost.wait()
        later = threading.Timer(REPLACED_AFTER_S, lambda: self.nodes.append(self._node()))
        later.daemon = True
        later.start()

    def _node(self) -> "subprocess.Popen[bytes]":
        module = "tests.benchmarks.sleeping"
        return self._start([sys.executable, "-m", module, self.address, str(self._each)])

    def _start(self, words: list[str]) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            environment = {**os.environ, LOGS_VARIABLE: "1"}
            return subprocess.Popen(words, env=environment, stdout=log, stderr=log)


def main() -> None:
    """Print how far it has come, then what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--mean-s", type=float, help="mean of the times; as measured if not given")
    options = parser.parse_args()
    say(heading(), f"{options.size} submissions, {options.workers} workers in {NODES} nodes")
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({LOGS: 1}))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="n2m-bench-")))
        submissions, scene = _drawn(options.mean_s)
        (folder / "scene").write_bytes(msgspec.msgpack.encode(scene))
        os.environ[SCENE] = str(folder / "scene")
        run = stack.enter_context(Cluster(folder, options.workers))
        _show(run, submissions, scene, options.size, options.workers)


def _drawn(mean_s: float | None) -> tuple[list[Submission], Scene]:
    """Submissions that were judged here, how long that took, and their reports."""
    topics = load_curriculum()
    submissions, seconds, reports = [], [], []
    with JudgeClient(topics, class_level()) as judge:
        for person in honest(generated(DRAWN, topics, class_level())):
            sources = {
                Path(name).stem: text for name, text in person.files.items() if ".py" in name
            }
            submission = Submission(PLACEHOLDER, sources, {})
            judge.judge(submission, 0)  # what it is compared with is known from then on
            start = time.perf_counter()
            report = judge.judge(submission, 0)
            seconds.append(time.perf_counter() - start)
            submissions.append(submission)
            reports.append(msgspec.msgpack.encode(report))
    stretched = 1.0 if mean_s is None else mean_s / mean(seconds)
    say(f"judging takes {mean(seconds):.1f} s here, and {stretched * mean(seconds):.1f} s there")
    return submissions, Scene([stretched * each for each in seconds], reports)


def _works(submissions: list[Submission], size: int) -> Iterator[Work]:
    for number in range(size):
        submission = submissions[number % len(submissions)]
        yield Work(msgspec.structs.replace(submission, name=_name(number)), 0)


def _name(number: int) -> str:
    return f"s{number:0{len(PLACEHOLDER) - 1}}"


def _number(name: str) -> int:
    return int(name[1:])


def _show(
    run: Cluster, submissions: list[Submission], scene: Scene, size: int, workers: int
) -> None:
    cluster.judge_here = sleep_here  # type: ignore[attr-defined]
    works = _works(submissions, size)
    reports = cluster.judge_on_cluster(works, load_curriculum(), class_level(), run.address)
    marks = {int(size * share): share for share in (*SHARES, 1.0)}
    kills = {int(size * share) for share in KILLED_AT}
    say(f"{'reports':>8} {'s':>7} {'each s':>7} {'client MiB':>11} {'scheduler MiB':>14}")
    start, reported = time.perf_counter(), bytearray(size)  # which takes no room that would show
    for count, report in enumerate(reports, 1):
        reported[_number(report.submission)] += 1
        if count in kills:
            run.lose_a_node()
        if count in marks:
            wall = time.perf_counter() - start
            here, there = _resident_mib(os.getpid()), _resident_mib(run.scheduler.pid)
            say(f"{count:>8} {wall:>7.0f} {count / wall:>7.0f} {here:>11.0f} {there:>14.0f}")
    assert reported == b"\x01" * size, "one report each"
    _sum_up(run, scene, size, workers, time.perf_counter() - start)


def _sum_up(run: Cluster, scene: Scene, size: int, workers: int, wall: float) -> None:
    asleep = sum(seconds_for(scene, _name(number)) for number in range(size))
    used = {"client": time.process_time(), "scheduler": processor_s(run.scheduler.pid)}
    say(
        f"time to the last report: {wall:.0f} s; {asleep / workers:.0f} s if nothing but judging "
        f"took time; nodes lost: {len(KILLED_AT)}",
        *(f"{who}: {1000 * each / size:.2f} processor ms a report" for who, each in used.items()),
    )


def _resident_mib(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()

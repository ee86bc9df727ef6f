"""What grows with a class, if anything: `python -m tests.benchmarks.bench_memory [SIZE ...]`.

The command grades a class drawn from the catalogue with one judge, at the best isolation that
there is. While it does, the memory of each of its processes is read again and again; what several
share is counted once, each having its part (PSS). Peaks are shown, of sums: a judge with its forks,
a zygote with its workers, and the whole tree. Of a worker it is what it does not share. Then there
is the processor time that a submission takes, early in the class and late.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from grader.curriculum import choose_topics, load_curriculum
from grader.isolation import class_level
from grader.sandbox.protocol import Level
from tests.benchmarks.machine import command_line, heading, memory_of, processor_s, say, tree
from tests.classroom.generated import generated, honest
from tests.classroom.intake.made import folders, write
from tests.commands import GRADER

SIZES = (20, 200)
KINDS = {
    "grader.judge.": "judge",
    "grader.sandbox.zygote numpy": "numpy zygote",
    "grader.sandbox.zygote torch": "torch zygote",
    "": "command",
}
WORKER, WHOLE = "a worker's own", "whole tree"
PARTS = ("command", "judge", "numpy zygote", "torch zygote", WORKER, WHOLE)
EVERY_S = 0.05
QUARTERS = ((0.25, 0.5), (0.7, 0.95))  # before the judge ends: its children's time goes with it

Peaks = dict[str, float]


class Measured(NamedTuple):
    """What one run took: peaks of memory in MiB, and processor seconds when so many had reports."""

    peaks: Peaks
    used_s: dict[int, float]


def main() -> None:
    """Print a table, a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--topics", default="", metavar="A,B")
    options = parser.parse_args()
    say(heading(), "PSS in MiB, peaks; processor ms a submission, early and late in the class")
    say(f"{'submissions':<12}" + "".join(f"{part:>15}" for part in (*PARTS, "early", "late")))
    for size in options.sizes:
        peaks, used_s = measure(size, options.topics)
        figures = [peaks.get(part, 0.0) for part in PARTS]
        figures += [_each_ms(used_s, size, *quarter) for quarter in QUARTERS]
        say(f"{size:<12}" + "".join(f"{figure:>15.0f}" for figure in figures))


def _each_ms(used_s: dict[int, float], size: int, since: float, until: float) -> float:
    """Processor milliseconds of a submission, over a part of the class."""
    seen = [count for count in used_s if since * size <= count <= until * size]
    first, last = min(seen), max(seen)
    return 1000 * (used_s[last] - used_s[first]) / (last - first) if last > first else math.nan


def measure(size: int, topics: str) -> Measured:
    """Watch one run."""
    chosen = choose_topics(load_curriculum(), [each for each in topics.split(",") if each])
    people = honest(generated(size + size // 10 + 1, chosen, class_level()))[:size]
    with tempfile.TemporaryDirectory(prefix="n2m-bench-") as folder:
        place = Path(folder)
        write(place / "class", folders({each.name: each.files for each in people}))
        words = [str(GRADER), "grade", str(place / "class"), "--out", str(place / "out")]
        words += ["--quiet", "--jobs", "1", "--topics", ",".join(each.name for each in chosen)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
        with subprocess.Popen(words, env=environment) as command:
            measured = _watch(command, place / "out" / "reports")
    if command.returncode:
        sys.exit(f"the command ended with {command.returncode}")
    return measured


def _watch(command: "subprocess.Popen[bytes]", reports: Path) -> Measured:
    measured = Measured({}, {})
    while command.poll() is None:
        for part, mib in _parts(command.pid, class_level()).items():
            measured.peaks[part] = max(measured.peaks.get(part, 0.0), mib)
        count = sum(1 for _ in reports.glob("*.json"))
        measured.used_s.setdefault(count, processor_s(command.pid))
        time.sleep(EVERY_S)
    return measured


def _parts(root: int, level: Level) -> Peaks:
    """The memory of each part at this moment."""
    kinds: dict[int, tuple[str, int]] = {}  # and the how manieth of its kind in a row it is
    found = dict.fromkeys(PARTS, 0.0)
    for pid, parent in tree(root).items():
        line = command_line(pid)
        kind = next(kind for mark, kind in KINDS.items() if mark in line)
        above, generation = kinds.get(parent, ("", 0))
        kinds[pid] = kind, generation + 1 if above == kind else 1
        memory = memory_of(pid)
        found[kind] += memory.pss
        found[WHOLE] += memory.pss
        is_worker = "zygote" in kind and kinds[pid][1] > (2 if level == "full" else 1)
        if is_worker:
            found[WORKER] = max(found[WORKER], memory.own)
    return found


if __name__ == "__main__":
    main()

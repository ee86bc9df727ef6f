"""Memory of a run with one judge: `python -m tests.benchmarks.bench_memory [SIZE ...]`.

The command grades a class drawn from the catalogue, at the best isolation that there is. While it
does, the memory of each of its processes is read again and again; what several share is counted
once, each having its part (PSS). Peaks are shown, of sums: a judge with its forks, a zygote with
its workers, and the whole tree. Of a worker it is what it does not share.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.curriculum import choose_topics, load_curriculum
from grader.isolation import class_level
from grader.sandbox.protocol import Level
from tests.benchmarks.machine import command_line, heading, memory_of, say, tree
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

Peaks = dict[str, float]


def main() -> None:
    """Print a table, a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--topics", default="", metavar="A,B")
    options = parser.parse_args()
    say(heading(), "PSS in MiB, peaks")
    say(f"{'submissions':<12}" + "".join(f"{part:>16}" for part in PARTS))
    for size in options.sizes:
        peaks = measure(size, options.topics)
        say(f"{size:<12}" + "".join(f"{peaks.get(part, 0.0):>16.0f}" for part in PARTS))


def measure(size: int, topics: str) -> Peaks:
    """Peaks over one run."""
    chosen = choose_topics(load_curriculum(), [each for each in topics.split(",") if each])
    people = honest(generated(size + size // 10 + 1, chosen, class_level()))[:size]
    with tempfile.TemporaryDirectory(prefix="n2m-bench-") as folder:
        place = Path(folder)
        write(place / "class", folders({each.name: each.files for each in people}))
        words = [str(GRADER), "grade", str(place / "class"), "--out", str(place / "out")]
        words += ["--quiet", "--jobs", "1", "--topics", ",".join(each.name for each in chosen)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
        with subprocess.Popen(words, env=environment) as command:
            peaks = _watch(command)
    if command.returncode:
        sys.exit(f"the command ended with {command.returncode}")
    return peaks


def _watch(command: "subprocess.Popen[bytes]") -> Peaks:
    peaks: Peaks = {}
    while command.poll() is None:
        for part, mib in _parts(command.pid, class_level()).items():
            peaks[part] = max(peaks.get(part, 0.0), mib)
        time.sleep(EVERY_S)
    return peaks


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

"""What one whole right submission costs: `python -m tests.benchmarks.bench_grading`.

Beside grading it warm at each level stand the limit (the same criteria and student code in one warm
process, without the glass) and the afternoon script (one cold process for the same criteria). All
are measured in turns, in one run; ratios are what counts.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

from grader.curriculum import load_curriculum
from grader.judge.client import JudgeClient
from grader.places import data_folder
from grader.sandbox.protocol import Level
from grader.submission import read_folder
from tests.benchmarks.in_one_process import judge_here

_SAMPLES = 7
_LIMIT = "limit"
_AFTERNOON = "afternoon script"


def main() -> None:
    """Print a table of medians and ratios."""
    medians = {name: statistics.median(samples) for name, samples in measure().items()}
    lines = [
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, medians of {_SAMPLES}",
        f"{'':<18} {'ms':>8} {'over limit, ms':>15} {'afternoon / this':>17}",
    ]
    for name, median in medians.items():
        over = 1000 * (median - medians[_LIMIT])
        lines.append(
            f"{name:<18} {1000 * median:>8.0f} {over:>15.0f} {medians[_AFTERNOON] / median:>17.1f}"
        )
    sys.stdout.write("\n".join(lines) + "\n")


def measure() -> dict[str, list[float]]:
    """Seconds for each way, `_SAMPLES` times."""
    folder = data_folder("solutions")
    with ExitStack() as stack:
        ways: dict[str, Callable[[], float]] = {
            level: _judge(stack, folder, level) for level in get_args(Level)
        }
        ways[_AFTERNOON] = lambda: _afternoon(folder)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(_SAMPLES):
            for name, way in ways.items():
                times[name].append(way())
    with get_context("spawn").Pool(1) as fresh:  # pytest leaves much behind in its process
        times[_LIMIT] = fresh.apply(judge_here, (folder, _SAMPLES + 1))[1:]
    return times


def _judge(stack: ExitStack, folder: Path, level: Level) -> Callable[[], float]:
    """Grading at one level, in a judge that has already judged once."""
    topics = load_curriculum()
    submission = read_folder(folder, topics)
    judge = stack.enter_context(JudgeClient(topics, level, lanes=os.cpu_count() or 1))
    judge.judge(submission, 0)
    return lambda: _seconds(lambda: judge.judge(submission, 0))


def _afternoon(folder: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.in_one_process", str(folder)]
    return _seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

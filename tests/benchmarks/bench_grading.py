"""What a submission costs: `python -m tests.benchmarks.bench_grading`.

Beside grading it warm at each level stand the limit (the same criteria and student code in one warm
process, without the glass) and the afternoon script (one cold process for the same criteria). First
that is done with the solutions, which answer what the judge has heard from them before; then with a
right submission that writes every exercise in another way; then with a class drawn from the
catalogue, where diagnosis comes in. All are measured in turns, in one run; ratios are what counts.
Beside the clock stand processor seconds, which a busy machine changes less.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial, reduce
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

from grader.curriculum import Topic, load_curriculum
from grader.isolation import class_level
from grader.judge.client import JudgeClient
from grader.places import data_folder
from grader.sandbox.protocol import Level
from grader.submission import Submission, read_folder
from grader.variants import put_into
from tests.benchmarks.in_one_process import judge_here
from tests.benchmarks.machine import Cost, cost_here, heading, say
from tests.classroom.generated import generated, honest, unusual
from tests.judges import solution

SAMPLES = 5
CLASS_SAMPLES = 5
CLASS_SIZE = 16
FULL = 100.0
LIMIT = "limit"
AFTERNOON = "afternoon script"
HEAD = (
    f"{'':<20} {'ms':>7} {'processor ms':>13} {'over limit, ms a worker':>24} "
    f"{'afternoon / this':>17} {'by processor':>13}"
)

Ways = Mapping[str, Callable[[], object]]


def main() -> None:
    """Print three tables of medians and ratios."""
    topics = load_curriculum()
    right = read_folder(data_folder("solutions"), topics)
    people = honest(generated(CLASS_SIZE, topics, class_level()))
    class_ = [Submission(each.name, _sources(each.files), {}) for each in people]
    say(heading(), f"{len(topics)} workers a submission")
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        costs = _measure([right], get_args(Level), SAMPLES)
        _show(f"one right submission, medians of {SAMPLES}", costs, len(topics))
        other = _measure([_in_other_words(topics)], [class_level()], SAMPLES)
        _show(f"every exercise written in another way, medians of {SAMPLES}", other, len(topics))
        wrong = _measure(class_, [class_level()], CLASS_SAMPLES)
        each = {name: _shared(own, len(class_)) for name, own in wrong.items()}
        _show(
            f"each of {len(class_)} drawn from the catalogue, medians of {CLASS_SAMPLES}",
            each | {AFTERNOON: costs[AFTERNOON]},
            len(topics),
        )


def _measure(
    submissions: Sequence[Submission], levels: Sequence[Level], samples: int
) -> dict[str, list[Cost]]:
    """What judging all the submissions costs in each way."""
    with ExitStack() as stack:
        scores, ways = _judges(stack, submissions, levels)
        if len(submissions) == 1:
            ways[AFTERNOON] = _afternoon
        costs: dict[str, list[Cost]] = {name: [] for name in ways}
        for _ in range(samples):
            for name, way in ways.items():
                costs[name].append(cost_here(way))
    with get_context("spawn").Pool(1) as fresh:  # pytest leaves much behind in its process
        limit, same = fresh.apply(judge_here, (submissions, samples + 1))
    # without the glass the judge's own NumPy state is the student's too, which changes some excuses
    assert same == scores or min(scores) < FULL, "the limit judges otherwise"
    return {LIMIT: limit[1:], **costs}


def _judges(
    stack: ExitStack, submissions: Sequence[Submission], levels: Sequence[Level]
) -> tuple[list[float], dict[str, Callable[[], object]]]:
    """The scores, and a judge of each kind, which has judged all of them once."""
    topics, ways, scores = load_curriculum(), {}, []
    for level in levels:
        for lanes in sorted({1, os.cpu_count() or 1}):
            judge = stack.enter_context(JudgeClient(topics, level, lanes=lanes))
            way = partial(_judge_all, judge, submissions)
            scores = way()
            ways[f"{level}, lanes: {lanes}"] = way
    return scores, dict(ways)


def _judge_all(judge: JudgeClient, submissions: Sequence[Submission]) -> list[float]:
    return [judge.judge(each, 0).score or 0.0 for each in submissions]


def _afternoon() -> None:
    module = "tests.benchmarks.in_one_process"
    command = [sys.executable, "-m", module, str(data_folder("solutions"))]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _shared(costs: list[Cost], count: int) -> list[Cost]:
    return [Cost(each.wall / count, each.processor / count) for each in costs]


def _show(title: str, costs: dict[str, list[Cost]], workers: int) -> None:
    wall = {name: statistics.median(each.wall for each in own) for name, own in costs.items()}
    used = {name: statistics.median(each.processor for each in own) for name, own in costs.items()}
    say("", title, HEAD)
    for name in costs:
        over = 1000 * (wall[name] - wall[LIMIT]) / workers
        say(
            f"{name:<20} {1000 * wall[name]:>7.0f} {1000 * used[name]:>13.0f} {over:>24.1f} "
            f"{wall[AFTERNOON] / wall[name]:>17.1f} {used[AFTERNOON] / used[name]:>13.1f}"
        )


def _in_other_words(topics: Sequence[Topic]) -> Submission:
    """A right submission that writes no exercise as the solution does."""
    sources = {}
    for topic in topics:
        first = {each.exercise: each for each in reversed(unusual(topic))}
        sources[topic.name] = reduce(put_into, first.values(), solution(topic.name)).encode()
    return Submission("in other words", sources, {})


def _sources(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {Path(path).stem: text for path, text in files.items() if path.endswith(".py")}


if __name__ == "__main__":
    main()

"""A whole class: `python -m tests.benchmarks.bench_class [--size N] [--topics A,B]`.

The class is made by `tests.classroom.generated`. First it is graded in each form that platforms
give out, and scores are held to be the same in all. Then the command grades its folders, cold, with
one judge, with two, and on a Dask cluster of two workers, in turns. All at the best isolation that
there is. What misconceptions give at this seed is worked out in the first grading, and known then.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.curriculum import choose_topics, load_curriculum
from grader.isolation import class_level
from tests.benchmarks.machine import Cost, cost_of, end, heading, say
from tests.classroom.generated import Person, generated
from tests.classroom.intake.made import FORMS, Files, folders, write, zipped

SCRIPTS = Path(sysconfig.get_path("scripts"))
WORKERS = 2
PATIENCE_S = 60.0

Scores = dict[str, list[str]]
"""A gradebook's rows, by name as Canvas squeezes it."""


class Bench:
    """Grades one class again and again, each time into a new folder.

    Args:
        place: for all that is written.
        topics: names of those to judge.
        size: how many hand in.
    """

    def __init__(self, place: Path, topics: list[str], size: int) -> None:
        self._place = place
        self._topics = topics
        self._environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
        self.size = size

    def grade(self, class_: Path, *how: str) -> Scores:
        """Run the command; whatever it says is dropped."""
        out = Path(tempfile.mkdtemp(dir=self._place))
        words = [str(SCRIPTS / "grader"), "grade", str(class_), "--out", str(out), "--quiet"]
        words += ["--topics", ",".join(self._topics), *how]
        subprocess.run(words, env=self._environment, stderr=subprocess.DEVNULL, check=True)
        return _scores(out / "gradebook.csv")

    def grade_on_cluster(self, class_: Path) -> Scores:
        """Start a scheduler and two workers, run the command there, and end them."""
        with self._cluster() as words:
            return self.grade(class_, *words)

    @contextmanager
    def _cluster(self) -> Iterator[list[str]]:
        file = Path(tempfile.mkdtemp(dir=self._place)) / "scheduler.json"
        to = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]
        worker = [str(SCRIPTS / "dask"), "worker", *to, "--nthreads", "1", "--no-nanny"]
        scheduler = [str(SCRIPTS / "dask"), "scheduler", *to, "--port", "0"]
        processes = [self._start(scheduler), *(self._start(worker) for _ in range(WORKERS))]
        try:
            yield ["--cluster", _address(file)]
        finally:
            for process in processes:
                end(process)

    def _start(self, words: list[str]) -> "subprocess.Popen[bytes]":
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            words, cwd=self._place, env=self._environment, stdout=nothing, stderr=nothing
        )


def main() -> None:
    """Print two tables."""
    options = _options()
    topics = choose_topics(load_curriculum(), [each for each in options.topics.split(",") if each])
    people = generated(options.size, topics, class_level(), options.seed)
    kinds = Counter(each.kind for each in people)
    say(
        heading(),
        f"{len(people)} submissions ({', '.join(f'{n} {kind}' for kind, n in kinds.items())}) of "
        f"{len(topics)} topics, isolation {class_level()}",
    )
    with tempfile.TemporaryDirectory(prefix="n2m-bench-") as folder:
        bench = Bench(Path(folder), [topic.name for topic in topics], len(people))
        _compare(bench, list(_places(people, Path(folder) / "class", options.forms)))
        _race(bench, Path(folder) / "class" / "folders", options.samples)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--topics", default="", metavar="A,B")
    parser.add_argument("--forms", nargs="*", choices=(*FORMS, "one_zip"), default=None)
    parser.add_argument("--samples", type=int, default=3, help="of each way; 0 for none")
    return parser.parse_args()


def _places(
    people: list[Person], folder: Path, forms: list[str] | None
) -> Iterator[tuple[str, Path]]:
    """The class in each form, folders first."""
    class_: dict[str, Files] = {each.name: each.files for each in people}
    yield "folders", write(folder / "folders", folders(class_))
    for form in FORMS if forms is None else forms:
        if form in FORMS and form != "folders":
            yield form, write(folder / form, FORMS[form](class_))
    if forms is None or "one_zip" in forms:
        yield "one_zip", write(folder, {"one_zip.zip": zipped(folders(class_))}) / "one_zip.zip"


def _compare(bench: Bench, places: list[tuple[str, Path]]) -> None:
    say(f"{'form, --jobs 2':<16} {'seconds':>8} {'each ms':>8} {'scores that differ':>19}")
    first: Scores = {}
    for form, place in places:
        start = time.perf_counter()
        scores = bench.grade(place, "--jobs", "2")
        wall = time.perf_counter() - start
        first = first or scores
        assert len(scores) == bench.size
        differing = sum(scores.get(name) != row for name, row in first.items())
        say(f"{form:<16} {wall:>8.1f} {1000 * wall / bench.size:>8.0f} {differing:>19}")


def _race(bench: Bench, place: Path, samples: int) -> None:
    ways: dict[str, Callable[[], object]] = {
        "--jobs 1": lambda: bench.grade(place, "--jobs", "1"),
        "--jobs 2": lambda: bench.grade(place, "--jobs", "2"),
        "cluster of 2": lambda: bench.grade_on_cluster(place),
    }
    costs: dict[str, list[Cost]] = {way: [] for way in ways}
    for _ in range(samples):
        for way, action in ways.items():
            costs[way].append(cost_of(action))
    if samples:
        say(
            f"{'way':<13} {'seconds':>8} {'per second':>11} {'to --jobs 1':>12} {'processor s':>12}"
        )
        for way, own in costs.items():
            say(_row(way, own, costs["--jobs 1"], bench.size))


def _row(way: str, own: list[Cost], alone: list[Cost], size: int) -> str:
    wall = statistics.median(each.wall for each in own)
    ratio = statistics.median(one.wall / each.wall for one, each in zip(alone, own, strict=True))
    used = statistics.median(each.processor for each in own)
    return f"{way:<13} {wall:>8.1f} {size / wall:>11.2f} {ratio:>12.2f} {used:>12.1f}"


def _scores(gradebook: Path) -> Scores:
    rows = csv.reader(gradebook.read_text(encoding="utf-8").splitlines()[1:])
    return {name.lower().replace(" ", ""): cells for name, *cells in rows}


def _address(file: Path) -> str:
    """Where the scheduler is, once it and both workers are there."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if file.exists() and file.read_text():
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    sys.exit("the scheduler did not start")


if __name__ == "__main__":
    main()

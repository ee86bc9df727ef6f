"""Where the time of one submission goes: measured around what a judge does, only when asked for.

The judge's parts that take time are wrapped: where its workers come from, and its place among
others, within which every module is opened and every criterion runs. Nothing in them knows of it.
A span's time is its own: what is measured within it is not counted twice.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from grader.judge.assembly import assemble
from grader.judge.judging import judge_topic
from grader.judge.trial import Bench, Solitude
from grader.judge.wire import Profile, Profiled
from grader.judge.workers import Answering, Workers
from grader.sandbox.protocol import Load, Message, Read, Ready, Request, Spawn

WORKERS = "workers: fork and confine"
REPORT = "report"
TESTS = "pytest and comparisons"
DIAGNOSIS = "points and diagnosis"
REQUESTS: dict[type, str] = {
    Read: "the module's syntax tree",
    Load: "the module: compile and import",
}
CALLS = "calls of student code"
RESET = "resets between criteria"


def profile(bench: Bench, asked: Profile) -> Profiled:
    """Judge a submission in this very process, one topic after the other.

    Args:
        bench: what to judge by.
        asked: the submission.
    """
    spans = Spans()
    workers = {name: _TimedWorkers(each, spans) for name, each in bench.workers.items()}
    solitude = _TimedSolitude(bench.solitude, spans)
    timed = msgspec.structs.replace(bench, workers=workers, solitude=solitude)
    with spans.of(DIAGNOSIS):
        results = tuple(
            judge_topic(timed, topic, asked.submission, asked.seed) for topic in bench.topics
        )
    with spans.of(REPORT):
        report = assemble(bench, asked.submission.name, results, asked.seed)
    return Profiled(report, spans.seconds)


class Spans:
    """What each kind of work took.

    Attributes:
        seconds: by the work's name, without what is measured within it.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Measure one piece of work."""
        self._charge()
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._open:
            name = self._open[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now


class _TimedWorker:
    """See `grader.judge.workers.Answering`."""

    def __init__(self, worker: Answering, spans: Spans) -> None:
        self._worker = worker
        self._spans = spans

    def ask(self, request: Request, raw: bytes, seconds: float) -> tuple[Message, bytearray]:
        with self._spans.of(REQUESTS[type(request)]):
            return self._worker.ask(request, raw, seconds)

    def exchange(self, frame: bytes, seconds: float) -> tuple[bytearray, bytearray]:
        with self._spans.of(CALLS):
            return self._worker.exchange(frame, seconds)

    def tell(self, request: Request, seconds: float) -> None:
        with self._spans.of(RESET):
            self._worker.tell(request, seconds)

    def end(self) -> None:
        with self._spans.of(WORKERS):
            self._worker.end()


class _TimedWorkers:
    """See `grader.judge.workers.Workers`."""

    def __init__(self, workers: Workers, spans: Spans) -> None:
        self._workers = workers
        self._spans = spans

    def wait_until_ready(self) -> Ready:
        return self._workers.wait_until_ready()

    def spawn(self, wanted: Spawn) -> _TimedWorker:
        with self._spans.of(WORKERS):
            return _TimedWorker(self._workers.spawn(wanted), self._spans)


class _TimedSolitude:
    """See `grader.judge.trial.Solitude`."""

    def __init__(self, solitude: Solitude, spans: Spans) -> None:
        self._solitude = solitude
        self._spans = spans

    @contextmanager
    def among_others(self) -> Iterator[None]:
        with self._spans.of(TESTS), self._solitude.among_others():
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._spans.of(TESTS), self._solitude.alone():
            yield

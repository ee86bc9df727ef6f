"""The same criteria without the glass: pytest, suites and student code in one process.

Run as `python -m tests.benchmarks.in_one_process FOLDER`, it is what a quick script would do: one
cold process that collects, runs and reports for one submission. `Loop` repeats the judging in the
warm process, which is the limit that no glass can be faster than.
"""

import os
import sys
import time
from pathlib import Path

import pytest

from grader.curriculum import load_curriculum
from grader.judge.collected import collect, suite_paths
from grader.judge.judging import judge_topic
from grader.judge.plugin import JudgePlugin
from grader.judge.process import PYTEST_OPTIONS
from grader.judge.solitude import Solitude
from grader.judge.trial import Bench
from grader.sandbox.libraries import preload
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Message, Request
from grader.sandbox.worker import Worker
from grader.submission import Submission, read_folder


class LocalWorker:
    """Answers like a worker, in this process."""

    def __init__(self, limits: Limits) -> None:
        self._worker = Worker(limits)

    def ask(self, request: Request, raw: bytes, _: float) -> tuple[Message, bytearray]:
        """See `grader.judge.glass.Worker`; nothing limits the time."""
        message, answer_raw = self._worker.answer(request, bytearray(raw))
        return message, bytearray(answer_raw)

    def tell(self, request: Request, _: float) -> None:
        """See `grader.judge.glass.Worker`."""
        self._worker.answer(request, bytearray())

    def end(self) -> None:
        """Nothing is there to be ended."""


class LocalZygote:
    """Gives workers in this process."""

    def spawn(self, limits: Limits) -> LocalWorker:
        """See `grader.judge.glass.Zygote`."""
        return LocalWorker(limits)


class Loop:
    """A pytest plugin that judges one submission a number of times; `seconds` says how long."""

    def __init__(self, submission: Submission, times: int) -> None:
        self.judge = JudgePlugin()
        self.seconds: list[float] = []
        self._submission = submission
        self._times = times

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        session.config.pluginmanager.unregister(name="terminalreporter")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        bench = self._bench(session)
        for _ in range(self._times):
            start = time.perf_counter()
            results = [judge_topic(bench, each, self._submission, 0) for each in bench.topics]
            self.seconds.append(time.perf_counter() - start)
            assert all(result.score == result.max_score for result in results)
        return True

    def _bench(self, session: pytest.Session) -> Bench:
        topics = load_curriculum()
        return Bench(
            topics=topics,
            criteria=tuple(collect(session.items, topics)),
            digest="in one process",
            workers={"numpy": LocalZygote(), "torch": LocalZygote()},
            isolation="none",
            solitude=Solitude(os.memfd_create("room")),
            numpy="",
            torch=None,
            plugin=self.judge,
        )


def judge_here(folder: Path, times: int) -> list[float]:
    """Judge one submission in this process, and say how long each time took, in seconds."""
    topics = load_curriculum()
    preload("torch")
    loop = Loop(read_folder(folder, topics), times)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    suites = [str(path) for topic in topics for path in suite_paths(topic)]
    pytest.main([*PYTEST_OPTIONS, *suites], plugins=[loop, loop.judge])
    return loop.seconds


if __name__ == "__main__":
    judge_here(Path(sys.argv[1]), 1)

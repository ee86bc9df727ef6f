"""The same criteria without the glass: pytest, suites and student code in one process.

Run as `python -m tests.benchmarks.in_one_process FOLDER`, it is what a quick script would do: one
cold process, with torch as it is, that collects, runs and reports for one submission. `Loop`
repeats the judging in the warm process, which is the limit that no glass can be faster than.
"""

import os
import struct
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
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
from grader.sandbox.protocol import Message, Request, Spawn, decode_request
from grader.sandbox.worker import Worker
from grader.submission import Submission, read_folder
from tests.benchmarks.machine import Cost

LENGTHS = struct.Struct(">II")


class LocalWorker:
    """Answers like a worker, in this process."""

    def __init__(self, limits: Limits) -> None:
        self._worker = Worker(limits)

    def ask(self, request: Request, raw: bytes, _: float) -> tuple[Message, bytearray]:
        """See `grader.judge.glass.Worker`; nothing limits the time."""
        message, answer_raw = self._worker.answer(request, bytearray(raw))
        return message, bytearray(answer_raw)

    def exchange(self, frame: bytes, _: float) -> tuple[bytearray, bytearray]:
        """See `grader.judge.glass.Worker`; frames are part of how a judge asks."""
        header_bytes, _ = LENGTHS.unpack_from(frame)
        end = LENGTHS.size + header_bytes
        request = decode_request(frame[LENGTHS.size : end])
        message, answer_raw = self._worker.answer(request, bytearray(frame[end:]))
        return bytearray(msgspec.msgpack.encode(message)), bytearray(answer_raw)

    def tell(self, request: Request, _: float) -> None:
        """See `grader.judge.glass.Worker`."""
        self._worker.answer(request, bytearray())

    def end(self) -> None:
        """Nothing is there to be ended."""


class LocalZygote:
    """Gives workers in this process."""

    def spawn(self, wanted: Spawn) -> LocalWorker:
        """See `grader.judge.glass.Zygote`."""
        return LocalWorker(wanted.limits)


class Loop:
    """A pytest plugin that judges submissions, all of them a number of times.

    Attributes:
        costs: of each time.
        scores: of each submission, in the end.
    """

    def __init__(self, submissions: Sequence[Submission], times: int) -> None:
        self.judge = JudgePlugin()
        self.costs: list[Cost] = []
        self.scores: list[float] = []
        self._submissions = submissions
        self._times = times

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        session.config.pluginmanager.unregister(name="terminalreporter")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        bench = self._bench(session)
        for _ in range(self._times):
            processor, start = time.process_time(), time.perf_counter()
            self.scores = [_score(bench, each) for each in self._submissions]
            wall = time.perf_counter() - start
            self.costs.append(Cost(wall, time.process_time() - processor))
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


def _score(bench: Bench, submission: Submission) -> float:
    return sum(judge_topic(bench, each, submission, 0).score or 0.0 for each in bench.topics)


def judge_here(submissions: Sequence[Submission], times: int) -> tuple[list[Cost], list[float]]:
    """Judge submissions in this warm process; what each time cost, and the scores."""
    preload("torch")
    return _judge(submissions, times)


def _judge(submissions: Sequence[Submission], times: int) -> tuple[list[Cost], list[float]]:
    topics = load_curriculum()
    loop = Loop(submissions, times)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    suites = [str(path) for topic in topics for path in suite_paths(topic)]
    pytest.main([*PYTEST_OPTIONS, *suites], plugins=[loop, loop.judge])
    return loop.costs, loop.scores


if __name__ == "__main__":
    _judge([read_folder(Path(sys.argv[1]), load_curriculum())], 1)  # with torch as anyone has it

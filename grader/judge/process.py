"""The judge's process: collects the suites once, then judges each submission that it is sent.

It is started by `grader.judge.forking` or `grader.judge.spawning`, which know how workers are had.
"""

import contextlib
import gc
import os
import signal
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import msgspec
import pytest

from grader.curriculum import CurriculumError, load_curriculum
from grader.judge.collected import collect, hash_suites, suite_paths
from grader.judge.errors import GraderFault
from grader.judge.judging import faulty_report, reference_of, scripts_for
from grader.judge.plugin import JudgePlugin
from grader.judge.profiling import profile
from grader.judge.trial import Bench, Solitude
from grader.judge.wire import Looked, Orders, Profile, Reply, Started, Task, Work, fault_of
from grader.judge.workers import Workers
from grader.sandbox.libraries import preload
from grader.sandbox.protocol import Level, Library

NOT_COLLECTED = "{file}: pytest cannot collect it.\n{reason}"

PYTEST_OPTIONS = [
    "-c",
    os.devnull,
    "--import-mode=importlib",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:logging",
    "-p",
    "no:faulthandler",
    "-p",
    "no:unraisableexception",
    "-p",
    "no:threadexception",
    "-p",
    "no:warnings",
    "-qq",
    "--capture=no",
]


class Means(Protocol):
    """What a system offers to a judge: with forks, or without."""

    def workers(self, library: Library, level: Level) -> Workers:
        """Where workers come from."""

    def solitude(self, room: int) -> Solitude:
        """The judge's place among the others of its run."""

    def judge(self, bench: Bench, work: Work, lanes: int) -> Reply:
        """Judge one submission."""


def serve(link: "Connection[bytes, bytes]", orders: Orders, means: Means) -> None:
    """Serve a client until it hangs up.

    Args:
        link: to the client.
        orders: what to judge, and how.
        means: how to get workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _Judge(link, orders, means).run()
    except (CurriculumError, GraderFault) as error:
        _send(link, fault_of(error))


class _Judge:
    """A pytest run whose test loop serves a client.

    Args:
        link: to the client.
        orders: what to judge, and how.
        means: how to get workers.

    Raises:
        CurriculumError: a topic's author has something to mend.
    """

    def __init__(self, link: "Connection[bytes, bytes]", orders: Orders, means: Means) -> None:
        self._link = link
        self._orders = orders
        self._means = means
        self._topics = tuple(
            msgspec.structs.replace(topic, limits=orders.limits[topic.name])
            for topic in load_curriculum(Path(orders.folder))
            if topic.name in orders.limits
        )
        self._plugin = JudgePlugin()
        self._fault: Exception | None = None
        libraries = sorted({topic.library for topic in self._topics if find_spec(topic.library)})
        self._workers = {library: means.workers(library, orders.level) for library in libraries}

    def run(self) -> None:
        """Collect, and serve.

        Raises:
            CurriculumError: a suite is not as it must be.
            GraderFault: the other processes did not come up.
        """
        for library in self._workers:
            preload(library)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        suites = [
            str(path)
            for topic in self._topics
            if topic.library in self._workers
            for path in suite_paths(topic)
        ]
        if not suites:  # pytest would collect whatever is in the folder
            self._serve(self._bench([]))
            return
        root = f"--rootdir={self._topics[0].folder.parent}"
        pytest.main([*PYTEST_OPTIONS, root, *suites], plugins=[self, self._plugin])
        if self._fault is not None:
            raise self._fault

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Silence the terminal, whose summary is for authors and costs time at every test."""
        session.config.pluginmanager.unregister(name="terminalreporter")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a suite that cannot be collected."""
        if report.failed and self._fault is None:
            words = NOT_COLLECTED.format(file=report.nodeid, reason=report.longreprtext)
            self._fault = CurriculumError(words)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve, instead of running the tests once."""
        if self._fault is None:
            try:
                self._serve(self._bench(session.items))
            except (CurriculumError, GraderFault) as error:
                self._fault = error
        return True

    def _bench(self, items: list[pytest.Item]) -> Bench:
        criteria = collect(items, self._topics)
        ready = [each.wait_until_ready() for each in self._workers.values()]
        return Bench(
            topics=self._topics,
            criteria=tuple(criteria),
            digest=hash_suites(self._topics),
            workers=self._workers,
            isolation=self._orders.level,
            solitude=self._means.solitude(self._orders.room),
            numpy=next((each.numpy for each in ready), ""),
            torch=next((each.torch for each in ready if each.torch), None),
            plugin=self._plugin,
        )

    def _serve(self, bench: Bench) -> None:
        gc.collect()
        gc.freeze()
        _send(self._link, Started(faulty_report(bench)))
        while True:
            try:
                task: Task = msgspec.msgpack.decode(self._link.recv_bytes(), type=Task)
            except EOFError:
                return
            _send(self._link, self._answer(bench, task))
            if isinstance(task, Work) and task.seed not in bench.scripts:
                bench = self._prepared_for_more(bench, task.seed)

    def _prepared_for_more(self, bench: Bench, seed: int) -> Bench:
        """Learn what the solutions say, once a submission has been judged: more may follow it.

        What that leaves in this process, ready for use, is what forks begin with.
        """
        without = msgspec.structs.replace(bench, scripts={})
        learned = msgspec.structs.replace(bench, scripts={seed: scripts_for(without, seed)})
        gc.collect()
        gc.freeze()
        return learned

    def _answer(self, bench: Bench, task: Task) -> Reply:
        if isinstance(task, Work):
            return self._means.judge(bench, task, self._orders.lanes)
        if isinstance(task, Profile):
            return profile(bench, task)
        topic = next(each for each in self._topics if each.name == task.topic)
        return Looked(reference_of(bench, topic, task.exercise, task.seed))


def _send(link: "Connection[bytes, bytes]", reply: Reply) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a client that was killed
        link.send_bytes(msgspec.msgpack.encode(reply))

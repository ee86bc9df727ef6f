"""The judge's process: collects the suites once, then forks for each submission that it is sent.

Run as `python -m grader.judge.process DESCRIPTOR ORDERS`, where the descriptor is a socket to the
client, and the orders are those of `grader.judge.wire`, as JSON.
"""

import gc
import os
import signal
import sys
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pytest

from grader.curriculum import CurriculumError, load_curriculum
from grader.judge.collected import collect, hash_suites, suite_paths
from grader.judge.errors import GraderFault
from grader.judge.glass import Zygote
from grader.judge.judging import faulty_report
from grader.judge.lanes import judge_in_lanes
from grader.judge.plugin import JudgePlugin
from grader.judge.solitude import Solitude
from grader.judge.trial import Bench
from grader.judge.wire import Fault, Orders, Reply, Started, Work
from grader.sandbox.confinement.identity import die_with_parent
from grader.sandbox.zygote import preload

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


def main(descriptor: int, orders: Orders) -> None:
    """Serve a client until it hangs up."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    link = Connection(descriptor)
    try:
        _Judge(link, orders).run()
    except CurriculumError as error:
        _send(link, Fault("author", str(error)))
    except GraderFault as error:
        _send(link, Fault("grader", str(error)))


class _Judge:
    """A pytest run whose test loop serves a client.

    Args:
        link: to the client.
        orders: what to judge, and how.

    Raises:
        CurriculumError: a topic's author has something to mend.
    """

    def __init__(self, link: "Connection[bytes, bytes]", orders: Orders) -> None:
        self._link = link
        self._orders = orders
        self._topics = tuple(
            msgspec.structs.replace(topic, limits=orders.limits[topic.name])
            for topic in load_curriculum(Path(orders.folder))
            if topic.name in orders.limits
        )
        self._plugin = JudgePlugin()
        self._fault: Exception | None = None
        libraries = sorted({topic.library for topic in self._topics if find_spec(topic.library)})
        self._zygotes = {library: Zygote(library, orders.level) for library in libraries}

    def run(self) -> None:
        """Collect, and serve.

        Raises:
            CurriculumError: a suite is not as it must be.
            GraderFault: the other processes did not come up.
        """
        for library in self._zygotes:
            preload(library)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        suites = [
            str(path)
            for topic in self._topics
            if topic.library in self._zygotes
            for path in suite_paths(topic)
        ]
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
                self._serve(self._bench(session))
            except (CurriculumError, GraderFault) as error:
                self._fault = error
        return True

    def _bench(self, session: pytest.Session) -> Bench:
        criteria = collect(session.items, self._topics)
        ready = [zygote.wait_until_ready() for zygote in self._zygotes.values()]
        return Bench(
            topics=self._topics,
            criteria=tuple(criteria),
            digest=hash_suites(self._topics),
            zygotes=self._zygotes,
            isolation=self._orders.level,
            solitude=Solitude(self._orders.room),
            numpy=ready[0].numpy,
            torch=next((each.torch for each in ready if each.torch), None),
            plugin=self._plugin,
        )

    def _serve(self, bench: Bench) -> None:
        gc.collect()
        gc.freeze()
        _send(self._link, Started(faulty_report(bench)))
        while True:
            try:
                work = msgspec.msgpack.decode(self._link.recv_bytes(), type=Work)
            except EOFError:
                return
            _send(self._link, judge_in_lanes(bench, work, self._orders.lanes))


def _send(link: "Connection[bytes, bytes]", reply: Reply) -> None:
    link.send_bytes(msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    main(int(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Orders))

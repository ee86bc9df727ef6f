"""The judge's process: collects the suites once, then forks for each submission that it is sent.

Run as `python -m grader.judge.process DESCRIPTOR LEVEL FOLDER LIMITS`, where the descriptor is a
socket to the client, the level is that of isolation, the folder holds the topics, and the limits
are those of each topic that is chosen, as JSON.
"""

import gc
import os
import signal
import sys
import traceback
from importlib.util import find_spec
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from grader.curriculum import CurriculumError, Topic, load_curriculum
from grader.judge.collected import collect, hash_suites, suite_paths
from grader.judge.errors import GraderFault
from grader.judge.glass import Zygote
from grader.judge.judging import faulty_report, report_on
from grader.judge.plugin import JudgePlugin
from grader.judge.trial import Bench
from grader.judge.wire import Done, Fault, Reply, Started, Work
from grader.sandbox.confinement.identity import die_with_parent
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level
from grader.sandbox.zygote import preload

NOT_COLLECTED = "{file}: pytest cannot collect it.\n{reason}"
CHILD_DIED = "a judge died over the submission {submission} (exit code {code})"

PYTEST_OPTIONS = [
    "-c",
    os.devnull,
    "--import-mode=importlib",
    "--assert=plain",
    "--json-report",
    "--json-report-file=",
    "--json-report-omit=log,streams,collectors,keywords,warnings,traceback,environment",
    "-p",
    "pytest_jsonreport.plugin",
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


def main(descriptor: int, level: Level, folder: Path, limits: dict[str, Limits]) -> None:
    """Serve a client until it hangs up."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    link = Connection(descriptor)
    try:
        topics = tuple(
            msgspec.structs.replace(topic, limits=limits[topic.name])
            for topic in load_curriculum(folder)
            if topic.name in limits
        )
        _Judge(link, topics, level).run()
    except CurriculumError as error:
        _send(link, Fault("author", str(error)))
    except GraderFault as error:
        _send(link, Fault("grader", str(error)))


class _Judge:
    """A pytest run whose test loop serves a client.

    Args:
        link: to the client.
        topics: whose suites are collected.
        level: of isolation, for student code.
    """

    def __init__(
        self, link: "Connection[bytes, bytes]", topics: tuple[Topic, ...], level: Level
    ) -> None:
        self._level = level
        self._link = link
        self._topics = topics
        self._plugin = JudgePlugin()
        self._fault: Exception | None = None
        libraries = sorted({topic.library for topic in topics if find_spec(topic.library)})
        self._zygotes = {library: Zygote(library, level) for library in libraries}

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
            isolation=self._level,
            numpy=ready[0].numpy,
            torch=next((each.torch for each in ready if each.torch), None),
            session=session,
            plugin=self._plugin,
            json_report=session.config._json_report,  # type: ignore[attr-defined]
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
            _send(self._link, _judge_in_fork(bench, work))


def _judge_in_fork(bench: Bench, work: Work) -> Reply:
    """Judge in a forked process, so that every submission meets the same judge."""
    receiver, sender = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        receiver.close()
        _judge_and_exit(bench, work, sender)
    sender.close()
    try:
        reply: Reply = msgspec.msgpack.decode(receiver.recv_bytes(), type=Reply)
    except EOFError:
        reply = None  # type: ignore[assignment]
    _, status = os.waitpid(pid, 0)
    if reply is None:
        code = os.waitstatus_to_exitcode(status)
        return Fault("grader", CHILD_DIED.format(submission=work.submission.name, code=code))
    return reply


def _judge_and_exit(bench: Bench, work: Work, sender: "Connection[bytes, bytes]") -> NoReturn:
    try:
        die_with_parent()
        _send(sender, Done(report_on(bench, work.submission, work.seed)))
    except BaseException:  # whatever went wrong is told, and ends with this process
        _send(sender, Fault("grader", traceback.format_exc()))
    finally:
        os._exit(0)


def _send(link: "Connection[bytes, bytes]", reply: Reply) -> None:
    link.send_bytes(msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    asked = msgspec.convert(sys.argv[2], Level)
    chosen = msgspec.json.decode(sys.argv[4], type=dict[str, Limits])
    main(int(sys.argv[1]), asked, Path(sys.argv[3]), chosen)

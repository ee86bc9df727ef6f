"""A client's side of a judge's process: start it, send submissions, take reports."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from grader.curriculum import CurriculumError, Topic
from grader.judge.diagnosis import Reference
from grader.judge.errors import GraderFault
from grader.judge.launching import Launch, launch_here
from grader.judge.wire import (
    Done,
    Fault,
    Look,
    Looked,
    Orders,
    Profile,
    Profiled,
    Reply,
    Started,
    Task,
    Work,
)
from grader.report.types import Report
from grader.sandbox.protocol import Level
from grader.submission import Submission

JUDGE_GONE = "the judge's process ended without a word"


class JudgeClient:
    """A judge in a process of its own; use as a context.

    Args:
        topics: whose suites it collects; at least one.
        level: of isolation, for student code; established, or a GraderFault.
        room: descriptor of a file that the judges of one run share, one of which must be alone at
            times; None for a judge that works by itself.
        lanes: how many processes share a submission's topics.
        launch: how to start the process; None for the way that fits this system.
    """

    def __init__(
        self,
        topics: tuple[Topic, ...],
        level: Level,
        room: int | None = None,
        lanes: int = 1,
        launch: Launch | None = None,
    ) -> None:
        with tempfile.TemporaryFile() as own_room:
            orders = Orders(
                room=own_room.fileno() if room is None else room,
                lanes=lanes,
                level=level,
                folder=str(topics[0].folder.parent.resolve()),
                limits={topic.name: topic.limits for topic in topics},
            )
            self._process, self._link = (launch or launch_here())(orders)
        self._started: Started | None = None

    def __enter__(self) -> "JudgeClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._link.close()

    def stop(self) -> None:
        """End the judge's process, whatever it is doing; what waits for it meets a GraderFault."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def wait_until_started(self) -> None:
        """Wait until the suites are collected.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: the judge did not come up.
        """
        if self._started is None:
            reply = self._receive()
            if not isinstance(reply, Started):
                raise GraderFault(JUDGE_GONE)
            self._started = reply

    def faulty_report(self, submission: Submission, seed: int) -> Report:
        """The report of a submission that could not be judged: every criterion without a mark."""
        assert self._started is not None
        empty = self._started.faulty_report
        run = msgspec.structs.replace(empty.run, seed=seed)
        return msgspec.structs.replace(empty, submission=submission.name, run=run)

    def judge(self, submission: Submission, seed: int) -> Report:
        """Have one submission judged.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: the grader itself failed.
        """
        reply = self._ask(Work(submission, seed))
        if not isinstance(reply, Done):
            raise GraderFault(JUDGE_GONE)
        return reply.report

    def reference(self, topic: str, exercise: str, seed: int) -> Reference:
        """What an exercise's solution and misconceptions give.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: the grader itself failed.
        """
        reply = self._ask(Look(topic, exercise, seed))
        if not isinstance(reply, Looked):
            raise GraderFault(JUDGE_GONE)
        return reply.reference

    def profile(self, submission: Submission, seed: int) -> Profiled:
        """Have one submission judged, and say where the time went.

        Raises:
            CurriculumError: a topic's author has something to mend.
            GraderFault: the grader itself failed.
        """
        reply = self._ask(Profile(submission, seed))
        if not isinstance(reply, Profiled):
            raise GraderFault(JUDGE_GONE)
        return reply

    def _ask(self, task: Task) -> Reply:
        self.wait_until_started()
        with _still_there():
            self._link.send_bytes(msgspec.msgpack.encode(task))
        return self._receive()

    def _receive(self) -> Reply:
        with _still_there():
            reply: Reply = msgspec.msgpack.decode(self._link.recv_bytes(), type=Reply)
        if isinstance(reply, Fault):
            raise (
                CurriculumError(reply.message)
                if reply.whose == "author"
                else GraderFault(reply.message)
            )
        return reply


@contextmanager
def _still_there() -> Iterator[None]:
    """Have a link whose other end is gone be a GraderFault."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise GraderFault(JUDGE_GONE) from error

"""Judges that stay warm: one for each library, in a thread that checks what was saved last."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import msgspec

from grader.curriculum import Topic
from grader.judge.errors import GraderFault
from grader.report.types import Report
from grader.submission import Submission

SEED = 0
PATIENCE_S = 1.0
"""A check that takes longer gives way to a newer save, and its judge with it."""


class Judge(Protocol):
    """What judges: `grader.judge.client.JudgeClient`, and whatever behaves like it."""

    def wait_until_started(self) -> None:
        """Wait until it is ready."""

    def judge(self, submission: Submission, seed: int) -> Report:
        """Have one submission judged."""

    def stop(self) -> None:
        """End it, whatever it is doing; what waits for it meets a GraderFault."""

    def __enter__(self) -> "Judge": ...

    def __exit__(self, *_: object) -> None: ...


StartJudge = Callable[[tuple[Topic, ...]], Judge]
"""Starts a judge for some topics, without waiting until it is ready."""


class Found(msgspec.Struct, frozen=True):
    """What came of a check.

    Attributes:
        topic: which was checked.
        report: of that topic alone; None where the check could not be made.
        fault: why not.
        seconds: since it was asked for.
    """

    topic: Topic
    report: Report | None
    fault: Exception | None
    seconds: float


class _Wanted(msgspec.Struct, frozen=True):
    topic: Topic
    submission: Submission
    since: float

    def is_same(self, topic: Topic, submission: Submission) -> bool:
        """Whether it is the same check; topics without a module have the same submission."""
        return (self.topic.name, self.submission) == (topic.name, submission)


class _Busy(msgspec.Struct, frozen=True):
    """A judge at work; one that is still starting has begun at no time yet."""

    judge: Judge
    wanted: _Wanted
    since: float


class JudgeRoom:
    """Checks one topic after the other; of those that wait, only the last is checked.

    Args:
        topics: the course.
        start: starts a judge.
        tell: takes what was found, in the room's thread.
    """

    def __init__(
        self, topics: tuple[Topic, ...], start: StartJudge, tell: Callable[[Found], None]
    ) -> None:
        self._topics = topics
        self._start = start
        self._tell = tell
        self._news = threading.Condition()
        self._wanted: _Wanted | None = None
        self._prepared: Topic | None = None
        self._busy: _Busy | None = None
        self._is_open = True
        self._judges: dict[str, Judge] = {}

    def check(self, topic: Topic, submission: Submission) -> None:
        """Have a topic checked; whatever else waited is forgotten.

        What is being checked already is not begun anew, nor is a judge stopped that is starting.
        """
        now = time.perf_counter()
        with self._news:
            if self._busy is not None:
                if self._busy.wanted.is_same(topic, submission):
                    self._wanted = None
                    return
                if now - self._busy.since > PATIENCE_S:
                    self._busy.judge.stop()
                    self._busy = None
            self._wanted = _Wanted(topic, submission, now)
            self._news.notify()

    def prepare(self, topic: Topic) -> None:
        """Start the topic's judge when there is nothing else to do."""
        with self._news:
            self._prepared = topic
            self._news.notify()

    def close(self) -> None:
        """End the thread and every judge."""
        with self._news:
            self._is_open = False
            if self._busy is not None:
                self._busy.judge.stop()
            self._news.notify()

    def run(self) -> None:
        """Work until the room is closed; judges end with the thread that started them."""
        try:
            while self._is_open:
                self._work()
        finally:
            for judge in self._judges.values():
                judge.__exit__(None, None, None)

    def _work(self) -> None:
        with self._news:
            while self._is_open and self._wanted is None and self._prepared is None:
                self._news.wait()
            wanted, self._wanted = self._wanted, None
            prepared, self._prepared = self._prepared, None
        if not self._is_open:
            return
        if wanted is not None:
            self._check(wanted)
        if prepared is not None:
            self._prepare(prepared)

    def _check(self, wanted: _Wanted) -> None:
        report, fault = None, None
        try:
            report = _alone(self._judge(wanted), wanted.topic)
        except Exception as error:  # whatever it is, it is told, and the next check begins anew
            fault = error
            self._discard(wanted.topic)
        with self._news:
            self._busy = None
            is_old_news = fault is not None and (self._wanted is not None or not self._is_open)
        if not is_old_news:
            seconds = time.perf_counter() - wanted.since
            self._tell(Found(wanted.topic, report, fault, seconds))

    def _judge(self, wanted: _Wanted) -> Report:
        judge = self._judge_of(wanted.topic)
        with self._news:
            self._busy = _Busy(judge, wanted, math.inf)
        judge.wait_until_started()
        with self._news:
            self._busy = _Busy(judge, wanted, time.perf_counter())
        return judge.judge(wanted.submission, SEED)

    def _judge_of(self, topic: Topic) -> Judge:
        if topic.library not in self._judges:
            alike = tuple(each for each in self._topics if each.library == topic.library)
            self._judges[topic.library] = self._start(alike)
        return self._judges[topic.library]

    def _prepare(self, topic: Topic) -> None:
        """Start a judge; one that does not start is met again when it is needed."""
        with contextlib.suppress(GraderFault, OSError):
            self._judge_of(topic)

    def _discard(self, topic: Topic) -> None:
        judge = self._judges.pop(topic.library, None)
        if judge is not None:
            judge.__exit__(None, None, None)


@contextmanager
def judging(room: JudgeRoom) -> Iterator[JudgeRoom]:
    """Have a room work in a thread while the context lasts."""
    thread = threading.Thread(target=room.run, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        room.close()
        thread.join()


def _alone(report: Report, topic: Topic) -> Report:
    """The report of one of its topics."""
    (result,) = (each for each in report.topics if each.name == topic.name)
    return msgspec.structs.replace(
        report, topics=(result,), score=result.score, max_score=result.max_score
    )

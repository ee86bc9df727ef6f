"""A cluster's worker: warm judges in its process, one for each thread, as long as there is work."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import msgspec

from grader.classroom.basis import class_basis
from grader.classroom.seat import Seat
from grader.curriculum import Topic, load_curriculum
from grader.judge.errors import GraderFault
from grader.judge.wire import Work
from grader.places import cache_folder
from grader.report.types import Basis
from grader.sandbox.limits import Limits

IDLE_S = 60.0
FAILED_HERE = "the worker {host} of the cluster could not judge: {reason}"
OTHER_KIT = (
    "the worker {host} of the cluster differs from the machine that grades in {what}, so that its "
    "grades might be others: install the same versions there"
)


class Terms(msgspec.Struct, frozen=True):
    """What a worker is to judge by.

    Attributes:
        basis: what grades rest on where the class is; a worker where it is another is refused.
        limits: of each topic.
    """

    basis: Basis
    limits: dict[str, Limits]


def judge_here(work: bytes, terms: bytes) -> bytes:
    """Judge one submission, in a judge that stays for the next.

    Args:
        work: a `Work`, in MessagePack.
        terms: `Terms`, in JSON.

    Returns:
        The report, in MessagePack.

    Raises:
        CurriculumError: a topic's author has something to mend.
        GraderFault: this worker's kit is another, or the grader itself failed.
    """
    asked = msgspec.msgpack.decode(work, type=Work)
    with _seat(terms) as seat:
        return msgspec.msgpack.encode(seat.judge(asked.submission, asked.seed))


def give_up_here(work: bytes, terms: bytes) -> bytes:
    """The report of a submission that could not be judged anywhere; as `judge_here` otherwise."""
    asked = msgspec.msgpack.decode(work, type=Work)
    with _seat(terms) as seat:
        return msgspec.msgpack.encode(seat.faulty_report(asked.submission, asked.seed))


class _Idle:
    """Seats that nobody is in, by what they judge by; they leave when there is nothing to do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seats: dict[bytes, list[Seat]] = {}
        self._closing: threading.Timer | None = None

    def take(self, terms: bytes) -> Seat | None:
        """A seat for these terms, if there is one."""
        with self._lock:
            seats = self._seats.get(terms)
            return seats.pop() if seats else None

    def put(self, terms: bytes, seat: Seat) -> None:
        """Keep a seat for the next submission, for a while."""
        with self._lock:
            self._seats.setdefault(terms, []).append(seat)
            if self._closing is not None:
                self._closing.cancel()
            self._closing = threading.Timer(IDLE_S, self._close)
            self._closing.daemon = True
            self._closing.start()

    def _close(self) -> None:
        with self._lock:
            leaving = [seat for seats in self._seats.values() for seat in seats]
            self._seats.clear()
        for seat in leaving:
            seat.close()


_idle = _Idle()


@contextmanager
def _seat(terms: bytes) -> Iterator[Seat]:
    try:
        seat = _idle.take(terms) or _new_seat(terms)
        try:
            yield seat
        except BaseException:
            seat.close()
            raise
        _idle.put(terms, seat)
    except OSError as error:  # which would look like the loss of the cluster from afar
        raise GraderFault(FAILED_HERE.format(host=socket.gethostname(), reason=error)) from error


def _new_seat(terms: bytes) -> Seat:
    asked = msgspec.json.decode(terms, type=Terms)
    topics = tuple(
        msgspec.structs.replace(topic, limits=asked.limits[topic.name])
        for topic in load_curriculum()
        if topic.name in asked.limits
    )
    _check_same(asked.basis, topics)
    return Seat(topics, asked.basis.isolation, _room())


def _check_same(asked: Basis, topics: tuple[Topic, ...]) -> None:
    """Refuse to give grades that the class's own machine would not give."""
    own = class_basis(topics, asked.seed, asked.isolation)
    names = Basis.__struct_fields__
    what = [name for name in names if getattr(own, name) != getattr(asked, name)]
    if what:
        words = OTHER_KIT.format(host=socket.gethostname(), what=", ".join(what))
        raise GraderFault(words)


@cache
def _room() -> int:
    """A file that all the judges of this user on this machine share, whichever worker's."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"room-{socket.gethostname()}"
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)

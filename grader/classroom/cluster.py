"""A class on a cluster, through Dask's `distributed`: submissions out, reports back as they come.

Each of the cluster's threads has a judge's seat, as each job on one machine has. What crosses the
network is a submission's text and its report, both as bytes that this module encodes itself.
"""

import asyncio
import concurrent.futures
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice

import dask
import msgspec
from distributed import Client, Future, wait
from distributed.comm.addressing import parse_address
from distributed.comm.core import CommClosedError
from distributed.comm.registry import get_backend
from distributed.scheduler import KilledWorker

from grader.classroom.basis import class_basis
from grader.classroom.workplace import Terms, give_up_here, judge_here
from grader.curriculum import Topic
from grader.judge.errors import GraderFault
from grader.judge.wire import Work
from grader.report.types import Report
from grader.sandbox.protocol import Level

START_S = 30
PATROL_S = 5
PATROLS = 120
AHEAD = 2
"""Submissions that wait for each thread of the cluster, besides the one that it is at."""

NO_SCHEDULER = "there is no Dask scheduler at {address} ({reason}). Start one with: dask scheduler"
NO_WORKERS = (
    "the cluster at {address} has had no worker for {minutes} minutes. Start one with: dask "
    "worker {address}; then grade again: what is graded stays graded"
)
LOST = "the cluster at {address} was lost ({reason}). Grade again: what is graded stays graded"

_NO_LOG_OF_MESSAGES = {"distributed.admin.low-level-log-length": 1}  # it grows with the class
_LOSSES = (OSError, CommClosedError, asyncio.CancelledError, concurrent.futures.CancelledError)
_TRIES = 2


def judge_on_cluster(
    works: Iterable[Work], topics: tuple[Topic, ...], level: Level, address: str
) -> Iterator[Report]:
    """Judge submissions on a cluster, and yield each report when it is there.

    A worker that is lost costs a retry elsewhere; a submission that goes on ending workers is
    reported as one that could not be judged. Submissions are sent as threads become free.

    Args:
        works: in any number; the same seed in all.
        topics: what to judge.
        level: of isolation, for student code; each worker must have it.
        address: the scheduler's, such as `tcp://node1:8786`.

    Raises:
        CurriculumError: a topic's author has something to mend.
        GraderFault: there is no cluster, it was lost, or its workers have another kit.
    """
    waiting = iter(works)
    first = next(waiting, None)
    if first is None:
        return
    limits = {topic.name: topic.limits for topic in topics}
    terms = msgspec.json.encode(Terms(class_basis(topics, first.seed, level), limits))
    with _connected(address) as client:
        yield from _Run(client, address, terms).reports(chain([first], waiting))


class _Run:
    """One class on one cluster.

    Args:
        client: to its scheduler.
        address: the scheduler's.
        terms: what to judge by, encoded.
    """

    def __init__(self, client: Client, address: str, terms: bytes) -> None:
        self._client = client
        self._address = address
        self._terms = terms
        self._works: dict[object, tuple[Work, int]] = {}

    def reports(self, works: Iterator[Work]) -> Iterator[Report]:
        """Send submissions as there is room, and yield what comes back."""
        running = {self._send(judge_here, work) for work in islice(works, self._room())}
        while running:
            done, running = self._first_done(running)
            for future in done:
                work, tries = self._works.pop(future.key)
                try:
                    yield msgspec.msgpack.decode(self._result(future), type=Report)
                except KilledWorker:
                    task = judge_here if tries < _TRIES else give_up_here
                    running.add(self._send(task, work, tries + 1))
            room = max(self._room() - len(running), 0)
            running |= {self._send(judge_here, work) for work in islice(works, room)}

    def _send(
        self, task: Callable[[bytes, bytes], bytes], work: Work, tries: int = 1
    ) -> "Future[bytes]":
        content = msgspec.msgpack.encode(work)
        with self._unless_lost():
            future = self._client.submit(task, content, self._terms, pure=False)
        self._works[future.key] = (work, tries)
        return future

    def _result(self, future: "Future[bytes]") -> bytes:
        with self._unless_lost():
            return future.result()

    def _room(self) -> int:
        """How many submissions may be under way: more when workers join, once there is one."""
        with self._unless_lost():
            try:
                self._client.wait_for_workers(1, timeout=PATROL_S * PATROLS)
            except TimeoutError as error:
                raise self._deserted() from error
            threads: int = sum(self._client.nthreads().values())
        return max(threads, 1) * (1 + AHEAD)

    def _first_done(
        self, running: "set[Future[bytes]]"
    ) -> "tuple[set[Future[bytes]], set[Future[bytes]]]":
        """Those that are done, once there are any, and the others."""
        deserted = 0
        while deserted < PATROLS:
            with self._unless_lost():
                try:
                    with self._client.as_current():
                        done, others = wait(running, PATROL_S, return_when="FIRST_COMPLETED")
                except TimeoutError:
                    deserted = 0 if self._client.nthreads() else deserted + 1
                else:
                    return set(done), set(others)
        raise self._deserted()

    @contextmanager
    def _unless_lost(self) -> Iterator[None]:
        """Have the loss of the cluster be a GraderFault."""
        try:
            yield
        except _LOSSES as error:
            raise GraderFault(LOST.format(address=self._address, reason=error)) from error

    def _deserted(self) -> GraderFault:
        minutes = PATROL_S * PATROLS // 60
        return GraderFault(NO_WORKERS.format(address=self._address, minutes=minutes))


def _connected(address: str) -> Client:
    try:
        get_backend(parse_address(address, strict=True)[0])  # a client of none can't be closed
        with dask.config.set(_NO_LOG_OF_MESSAGES):
            return Client(address, timeout=START_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise GraderFault(NO_SCHEDULER.format(address=address, reason=error)) from error

"""A pool of warm judges: submissions in, reports out as they come."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from itertools import islice
from queue import SimpleQueue
from tempfile import TemporaryFile

from grader.classroom.seat import Seat
from grader.curriculum import Topic
from grader.judge.wire import Work
from grader.report.types import Report
from grader.sandbox.protocol import Level


def judge_works(
    works: Iterable[Work], topics: tuple[Topic, ...], jobs: int, level: Level
) -> Iterator[Report]:
    """Judge submissions, each at a seed of its own, and yield each report when it is there.

    Submissions are read as judges become free, so that memory does not grow with the class. When
    the caller stops early, the judges end at once, and what they were at is dropped.

    Args:
        works: in any number.
        topics: what to judge.
        jobs: how many judges work at once.
        level: of isolation, for student code.

    Raises:
        CurriculumError: a topic's author has something to mend.
        GraderFault: a judge could not be started.
    """
    waiting = iter(works)
    first = list(islice(waiting, jobs))
    with ExitStack() as stack:
        room = stack.enter_context(TemporaryFile()).fileno()
        threads = stack.enter_context(ThreadPoolExecutor(max_workers=max(len(first), 1)))
        idle: SimpleQueue[Seat] = SimpleQueue()
        for _ in first:
            idle.put(stack.enter_context(Seat(topics, level, room)))
        running = {threads.submit(_judge, idle, each) for each in first}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {threads.submit(_judge, idle, each) for each in islice(waiting, len(done))}
            yield from _results(done)


def _results(done: set[Future[Report]]) -> Iterator[Report]:
    for future in done:
        yield future.result()


def _judge(idle: SimpleQueue[Seat], work: Work) -> Report:
    seat = idle.get()
    try:
        return seat.judge(work.submission, work.seed)
    finally:
        idle.put(seat)

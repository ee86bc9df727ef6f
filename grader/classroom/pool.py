"""A pool of warm judges: submissions in, reports out as they come."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from itertools import islice
from queue import SimpleQueue

from grader.classroom.seat import Seat
from grader.curriculum import Topic
from grader.report.types import Report
from grader.submission import Submission


def judge_all(
    submissions: Iterable[Submission], topics: tuple[Topic, ...], jobs: int, seed: int
) -> Iterator[Report]:
    """Judge submissions, `jobs` at once, and yield each report when it is there.

    Submissions are read as judges become free, so that memory does not grow with the class. When
    the caller stops early, the judges end at once, and what they were at is dropped.

    Args:
        submissions: in any number.
        topics: what to judge.
        jobs: how many judges work at once.
        seed: draws the inputs.

    Raises:
        CurriculumError: a topic's author has something to mend.
        GraderFault: a judge could not be started.
    """
    waiting = iter(submissions)
    first = list(islice(waiting, jobs))
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(max_workers=max(len(first), 1)))
        idle: SimpleQueue[Seat] = SimpleQueue()
        for _ in first:
            idle.put(stack.enter_context(Seat(topics)))
        running = {threads.submit(_judge, idle, each, seed) for each in first}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {
                threads.submit(_judge, idle, each, seed) for each in islice(waiting, len(done))
            }
            yield from _results(done)


def _results(done: set[Future[Report]]) -> Iterator[Report]:
    for future in done:
        yield future.result()


def _judge(idle: SimpleQueue[Seat], submission: Submission, seed: int) -> Report:
    seat = idle.get()
    try:
        return seat.judge(submission, seed)
    finally:
        idle.put(seat)

"""A judge that sleeps as long as judging takes, and a node of a cluster full of such judges.

Run as `python -m tests.benchmarks.sleeping ADDRESS WORKERS`, it is a node: one process with that
many Dask workers of one thread each. What they sleep, and the reports that they give, are in the
file that the environment's `N2M_SCENE` names. What a worker does all the time to be looked at is
turned off or slowed down, since here they share the scheduler's machine: samples of its stack a
hundred times a second, a tick of its loop fifty times, its memory ten times.
"""

import asyncio
import os
import random
import sys
import time
from functools import cache
from pathlib import Path

import dask
import msgspec
from distributed import Worker

from grader.judge.wire import Work

SCENE = "N2M_SCENE"
PLACEHOLDER = "s-------"
STRAGGLERS = 100
STRAGGLING = 20
"""One in so many takes so many times as long."""


_UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "2s",
    "distributed.admin.system-monitor.interval": "10s",
}


class Scene(msgspec.Struct, frozen=True):
    """What a simulation is made of.

    Attributes:
        seconds: that submissions took.
        reports: of some submissions, named `PLACEHOLDER`, in MessagePack.
    """

    seconds: list[float]
    reports: list[bytes]


def sleep_here(work: bytes, terms: bytes) -> bytes:
    """In the place of `grader.classroom.workplace.judge_here`."""
    del terms
    name = msgspec.msgpack.decode(work, type=Work).submission.name
    time.sleep(seconds_for(scene(), name))
    return random.Random(name).choice(scene().reports).replace(PLACEHOLDER.encode(), name.encode())


def seconds_for(scene: Scene, name: str) -> float:
    """How long a submission takes; the same for every try."""
    chance = random.Random(name)
    seconds = chance.choice(scene.seconds)
    return seconds * (STRAGGLING if chance.randrange(STRAGGLERS) == 0 else 1)


@cache
def scene() -> Scene:
    """The scene of this process."""
    return msgspec.msgpack.decode(Path(os.environ[SCENE]).read_bytes(), type=Scene)


async def node(address: str, workers: int) -> None:
    """Work until this process is ended."""
    dask.config.set(_UNWATCHED)
    started = [Worker(address, nthreads=1, dashboard=False, memory_limit=0) for _ in range(workers)]
    await asyncio.gather(*started)
    for worker in started:
        await worker.finished()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(node(sys.argv[1], int(sys.argv[2])))

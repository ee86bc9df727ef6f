"""A judge without forks: each worker is a fresh interpreter, one of which waits ahead of need.

This is how a self-check works on Windows and macOS. Nothing confines student code there, so reports
say `none`. Run as `python -m grader.judge.spawning ORDERS`, with a `Meeting` on the standard
input; when that input ends, so does the judge.
"""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import BinaryIO

import msgspec

from grader.judge.assembly import assemble
from grader.judge.door import Door
from grader.judge.errors import GraderFault
from grader.judge.glass import Worker, clean_environment
from grader.judge.judging import judge_topic
from grader.judge.process import serve
from grader.judge.trial import Bench
from grader.judge.wire import Done, Orders, Reply, Work, fault_of
from grader.sandbox.alone import Meeting, connect, end_with
from grader.sandbox.libraries import preload
from grader.sandbox.protocol import EXIT_CODE, Level, Library, Ready, Spawn

ONLY_NONE = "isolation {level} needs Linux; without it there is only none"

_NEEDED_BY_WINDOWS = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "PATH", "USERPROFILE")


class Spawner:
    """Starts interpreters that become workers.

    Args:
        library: what they load.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._spare = _Spare(library)

    def wait_until_ready(self) -> Ready:
        """Say which versions there are: the judge's own."""
        return preload(self._library)

    def spawn(self, wanted: Spawn) -> Worker:
        """Hand out the interpreter that waits, and start another.

        Raises:
            GraderFault: it did not come up.
        """
        spare, self._spare = self._spare, _Spare(self._library)
        return spare.become_worker(wanted)

    def close(self) -> None:
        """End the interpreter that waits."""
        self._spare.end()


class _Spare:
    """An interpreter that loads a library and then waits to be used."""

    def __init__(self, library: Library) -> None:
        self._door = Door()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.sandbox.alone", library],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._tell(self._door.meeting)

    def become_worker(self, wanted: Spawn) -> Worker:
        connection = self._door.admit(self._process)
        self._tell(wanted)
        lifeline, theirs = socket.socketpair()
        threading.Thread(target=self._kill_when_dropped, args=(theirs,), daemon=True).start()
        threading.Thread(target=self._tell_when_ended, args=(theirs,), daemon=True).start()
        return Worker(connection, lifeline, wanted.limits, "none")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._door.close()

    def _tell(self, orders: Meeting | Spawn) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # one that ended already is found out when it is needed
            self._process.stdin.write(msgspec.json.encode(orders) + b"\n")
            self._process.stdin.flush()

    def _kill_when_dropped(self, lifeline: socket.socket) -> None:
        with contextlib.suppress(OSError):
            lifeline.recv(1)
        self._process.kill()

    def _tell_when_ended(self, lifeline: socket.socket) -> None:
        code = self._process.wait()
        with contextlib.suppress(OSError):  # a judge that has let go needs no code
            lifeline.send(EXIT_CODE.pack(code))
        lifeline.close()


class Nobody:
    """A judge's place among the others, where there are none."""

    @contextmanager
    def among_others(self) -> Iterator[None]:
        """Work."""
        yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Work."""
        yield


class Spawning:
    """A judge's means where there is no fork: see `grader.judge.process.Means`."""

    def workers(self, library: Library, level: Level) -> Spawner:
        """Where workers come from.

        Raises:
            GraderFault: a level is asked for that cannot be established without forks.
        """
        if level != "none":
            raise GraderFault(ONLY_NONE.format(level=level))
        return Spawner(library)

    def solitude(self, _: int) -> Nobody:
        """The judge's place among others."""
        return Nobody()

    def judge(self, bench: Bench, work: Work, _: int) -> Reply:
        """Judge one submission, in this process."""
        try:
            results = (
                judge_topic(bench, each, work.submission, work.seed) for each in bench.topics
            )
            return Done(assemble(bench, work.submission.name, tuple(results), work.seed))
        except Exception as error:  # whatever it is, it is told; the next one may do better
            return fault_of(error)


def _environment() -> dict[str, str]:
    needed = {name: os.environ[name] for name in _NEEDED_BY_WINDOWS if name in os.environ}
    return needed | clean_environment() if os.name == "nt" else clean_environment()


def main(orders: Orders, standard_input: BinaryIO) -> None:
    """Meet the client, and serve it until it hangs up.

    Args:
        orders: what to judge, and how.
        standard_input: a line with a `Meeting`; its end is the client's.
    """
    meeting = msgspec.json.decode(standard_input.readline(), type=Meeting)
    threading.Thread(target=end_with, args=(standard_input,), daemon=True).start()
    serve(Connection(connect(meeting).detach()), orders, Spawning())


if __name__ == "__main__":
    main(msgspec.json.decode(sys.argv[1], type=Orders), os.fdopen(os.dup(0), "rb", buffering=0))

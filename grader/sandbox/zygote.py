"""The zygote: a fresh interpreter that has the libraries loaded and forks workers.

It is started before any suite is imported, with nothing of the kit in it but this package, because
a forked worker can read all that its parent held. For each worker asked for it is given two
descriptors: the worker's end of a channel, and a lifeline. Whoever drops the other end of the
lifeline ends the worker, so a judge that dies takes its workers along. When a worker ends by
itself, its wait status is written to the lifeline.

It is confined before it loads a library, and each worker before it says hello. Where that fails,
the judge is told why, and nothing of a student's runs.
"""

import contextlib
import fcntl
import gc
import os
import resource
import select
import signal
import socket
import sys
from typing import NoReturn

import msgspec

from grader.sandbox.channel import Channel
from grader.sandbox.confinement.identity import die_with_parent
from grader.sandbox.confinement.kernel import ConfinementError
from grader.sandbox.confinement.levels import Isolation, choose_level
from grader.sandbox.libraries import load_ahead, preload
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import EXIT_CODE, Ahead, Hello, Level, Library, Spawn, Unconfined

_MAX_REQUEST_BYTES = 64 * 2**20  # requests come from the judge, which is trusted
_MAX_SPAWN_BYTES = 4096
_CHANNEL_FD = 3


def main(library: Library, level: Level, control_descriptor: int) -> None:
    """Be confined, load a library, say so, and fork workers until the judge hangs up.

    Args:
        library: what to load.
        level: of isolation, for this process and its workers.
        control_descriptor: a connected socket that the judge asks for workers on.
    """
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=control_descriptor)
    isolation = choose_level(level)
    with contextlib.suppress(BrokenPipeError):  # a judge that is gone already needs no workers
        try:
            isolation.enter()
        except ConfinementError as error:
            control.send(msgspec.msgpack.encode(Unconfined(str(error))))
            return
        control.send(msgspec.msgpack.encode(preload(library)))
        _warm_up(library)
        _Nursery(control, isolation).run()


def _warm_up(library: Library) -> None:
    """Go through a worker's day while the judge gets ready, and keep forks from copying memory."""
    from grader.sandbox.rehearsal import rehearse  # with numpy, hence not before it is confined

    rehearse(library)
    gc.collect()
    gc.freeze()


class _Child(msgspec.Struct, frozen=True):
    """A living worker."""

    pid: int
    exit_descriptor: int
    lifeline: socket.socket


class _Nursery:
    """The living workers.

    Args:
        control: a connected socket that the judge asks for workers on.
        isolation: how they are forked and confined.
    """

    def __init__(self, control: socket.socket, isolation: Isolation) -> None:
        self._control = control
        self._isolation = isolation
        self._loaded: set[Ahead] = {"nothing"}
        self._children: dict[int, _Child] = {}
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)

    def run(self) -> None:
        """Fork and bury until the control socket closes."""
        while True:
            for descriptor, _ in self._poll.poll():
                if descriptor == self._control.fileno():
                    if not self._spawn():
                        return
                elif descriptor in self._children:
                    self._end(descriptor)

    def _spawn(self) -> bool:
        request, descriptors, _, _ = socket.recv_fds(self._control, _MAX_SPAWN_BYTES, 2)
        if not request:
            return False
        order = msgspec.msgpack.decode(request, type=Spawn)
        if order.ahead not in self._loaded:
            self._load_ahead(order.ahead)
        channel, lifeline = (socket.socket(fileno=each) for each in descriptors)
        try:
            pid = self._isolation.fork()
        except ConfinementError as error:
            _connect(channel).send(Unconfined(str(error)))
            raise
        if pid == 0:
            _become_worker(channel, order.limits, self._isolation)
        channel.close()
        child = _Child(pid, os.pidfd_open(pid), lifeline)
        for descriptor in (child.exit_descriptor, lifeline.fileno()):
            self._children[descriptor] = child
            self._poll.register(descriptor, select.POLLIN)
        return True

    def _load_ahead(self, what: Ahead) -> None:
        """Load what takes seconds, for the first module that names it."""
        load_ahead(what)
        gc.collect()
        gc.freeze()
        self._loaded.add(what)

    def _end(self, descriptor: int) -> None:
        """Kill a worker whose lifeline was dropped, or bury one that has exited.

        The kernel takes a while to clear a killed one away; others are forked meanwhile.
        """
        child = self._children[descriptor]
        if descriptor == child.exit_descriptor:
            self._bury(child)
        else:
            os.kill(child.pid, signal.SIGKILL)
            self._look_away(descriptor)

    def _bury(self, child: _Child) -> None:
        for each in (child.exit_descriptor, child.lifeline.fileno()):
            if each in self._children:
                self._look_away(each)
        os.close(child.exit_descriptor)
        _, status = os.waitpid(child.pid, 0)
        with contextlib.suppress(OSError):  # a judge that has let go needs no status
            child.lifeline.send(EXIT_CODE.pack(os.waitstatus_to_exitcode(status)))
        child.lifeline.close()

    def _look_away(self, descriptor: int) -> None:
        del self._children[descriptor]
        self._poll.unregister(descriptor)


def _become_worker(channel: socket.socket, limits: Limits, isolation: Isolation) -> NoReturn:
    """Turn this fork into a worker; it never returns to the zygote's code."""
    try:
        die_with_parent()
        channel = socket.socket(fileno=fcntl.fcntl(channel.detach(), fcntl.F_DUPFD, _CHANNEL_FD))
        _close_all_but(channel.fileno())
        _serve_confined(_connect(channel), limits, isolation)
    finally:
        os._exit(0)


def _serve_confined(connection: Channel, limits: Limits, isolation: Isolation) -> None:
    from grader.sandbox.worker import serve  # with numpy, hence not before the zygote is confined

    try:
        isolation.confine(limits)
    except ConfinementError as error:
        connection.send(Unconfined(str(error)))
        return
    gc.enable()
    connection.send(Hello(isolation.level))
    serve(connection, limits)


def _connect(channel: socket.socket) -> Channel:
    return Channel(channel, _MAX_REQUEST_BYTES, _MAX_REQUEST_BYTES)


def _close_all_but(kept: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


if __name__ == "__main__":
    main(
        msgspec.convert(sys.argv[1], Library),
        msgspec.convert(sys.argv[2], Level),
        int(sys.argv[3]),
    )

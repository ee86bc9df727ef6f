"""The judge's side of the glass: start zygotes, have workers forked, ask them, and end them."""

import contextlib
import signal
import socket
import subprocess
import sys
import time

import msgspec

from grader.judge.errors import Crashed, GraderFault, TimedOut
from grader.judge.huge_pages import HUGE_PAGES
from grader.sandbox.channel import Channel, Closed, DeadlineExceeded, encode_frame
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import (
    EXIT_CODE,
    MAX_ANSWER_HEADER_BYTES,
    Hello,
    Level,
    Library,
    Message,
    ProtocolError,
    Ready,
    Request,
    Spawn,
    Unconfined,
    decode_message,
)

_FAILURES = (DeadlineExceeded, Closed, ProtocolError)
_CODE_WAIT_S = 2.0
_ZYGOTE_START_S = 120.0
_READY_MAX_BYTES = 4096

DIED_BY_EXIT = "Python ended in the middle of the call, with exit code {code}."
DIED_BY_SIGNAL = "Python was killed in the middle of the call: {signal}."
NOT_CONFINED = "Isolation {level} cannot be established: {reason}. Ask `grader doctor` what to do."
BROKE_THE_PROTOCOL = "What came back was no answer at all."


class Zygote:
    """A fresh interpreter with a library loaded, which forks workers.

    Args:
        library: what it loads.
        level: how strongly it and its workers are confined; never less.
    """

    def __init__(self, library: Library, level: Level) -> None:
        self._level = level
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "grader.sandbox.zygote"),
                    *(library, level, str(descriptor)),
                ],
                pass_fds=[descriptor],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def wait_until_ready(self) -> Ready:
        """Wait for the library to be loaded, and say which versions there are.

        Raises:
            GraderFault: the zygote ended, took too long, or could not be confined.
        """
        self._control.settimeout(_ZYGOTE_START_S)
        try:
            content = self._control.recv(_READY_MAX_BYTES)
        except TimeoutError as error:
            raise GraderFault("the zygote did not start in time") from error
        if not content:
            raise GraderFault("the zygote ended while it loaded its library")
        said = msgspec.msgpack.decode(content, type=Ready | Unconfined)
        if isinstance(said, Unconfined):
            raise GraderFault(NOT_CONFINED.format(level=self._level, reason=said.reason))
        return said

    def spawn(self, wanted: Spawn) -> "Worker":
        """Have a worker forked.

        Raises:
            GraderFault: the zygote is gone, or the worker did not come up confined.
        """
        ours, theirs = socket.socketpair()
        lifeline, their_lifeline = socket.socketpair()
        with theirs, their_lifeline:
            try:
                socket.send_fds(
                    self._control,
                    [msgspec.msgpack.encode(wanted)],
                    [theirs.fileno(), their_lifeline.fileno()],
                )
            except OSError as error:
                raise GraderFault("the zygote is gone") from error
        return Worker(ours, lifeline, wanted.limits, self._level)

    def close(self) -> None:
        """End the zygote, and with it every worker."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class Worker:
    """A forked worker, from the judge's side.

    Args:
        connection: the channel's socket.
        lifeline: dropping it ends the worker.
        limits: what it may use.
        level: how strongly it must be confined.
    """

    def __init__(
        self, connection: socket.socket, lifeline: socket.socket, limits: Limits, level: Level
    ) -> None:
        self._channel = Channel(connection, MAX_ANSWER_HEADER_BYTES, limits.answer_mib * 2**20)
        self._lifeline = lifeline
        self._due = 0
        try:
            hello, _ = self._channel.receive(time.monotonic() + limits.start_s)
        except _FAILURES as error:
            raise GraderFault(f"a worker did not come up: {self._cause_of_death()}") from error
        match decode_message(hello):
            case Hello(level=established) if established == level:
                return
            case Unconfined(reason=reason):
                raise GraderFault(NOT_CONFINED.format(level=level, reason=reason))
            case _:
                raise GraderFault("a worker did not say hello")

    def tell(self, request: Request, seconds: float) -> None:
        """Ask for what has to be done before the next thing that is asked, and let that answer.

        Args:
            request: what to do.
            seconds: wall time that sending it may take.

        Raises:
            TimedOut: the worker does not take it.
            Crashed: the worker died.
        """
        try:
            self._channel.send(request, b"", time.monotonic() + seconds)
        except _FAILURES as failure:
            raise self._verdict(failure, seconds) from failure
        self._due += 1

    def ask(self, request: Request, raw: bytes, seconds: float) -> tuple[Message, bytearray]:
        """Ask one thing, and take the answer.

        Args:
            request: what to do.
            raw: the frame's raw part.
            seconds: wall time that the answer may take.

        Raises:
            TimedOut: no answer in time.
            Crashed: the worker died, or sent what is no answer.
        """
        header, answer_raw = self.exchange(encode_frame(request, raw), seconds)
        try:
            return decode_message(header), answer_raw
        except ProtocolError as error:
            raise Crashed(BROKE_THE_PROTOCOL) from error

    def exchange(self, frame: bytes, seconds: float) -> tuple[bytearray, bytearray]:
        """Ask one thing that is encoded already, and take the answer's header and raw part.

        Args:
            frame: the request's.
            seconds: wall time that the answer may take.

        Raises:
            TimedOut: no answer in time.
            Crashed: the worker died, or sent what is no frame.
        """
        deadline = time.monotonic() + seconds
        try:
            self._channel.send_frame(frame, deadline)
            while self._due:
                self._channel.receive(deadline)
                self._due -= 1
            return self._channel.receive(deadline)
        except _FAILURES as failure:
            raise self._verdict(failure, seconds) from failure

    def _verdict(self, failure: Exception, seconds: float) -> TimedOut | Crashed:
        if isinstance(failure, DeadlineExceeded):
            return TimedOut(seconds)
        return Crashed(
            self._cause_of_death() if isinstance(failure, Closed) else BROKE_THE_PROTOCOL
        )

    def end(self) -> None:
        """End the worker, whatever it is doing."""
        self._lifeline.close()
        self._channel.close()

    def _cause_of_death(self) -> str:
        told = b""
        self._lifeline.settimeout(_CODE_WAIT_S)
        with contextlib.suppress(OSError):
            told = self._lifeline.recv(EXIT_CODE.size)
        if len(told) != EXIT_CODE.size:
            return BROKE_THE_PROTOCOL
        (code,) = EXIT_CODE.unpack(told)
        if code < 0:
            return DIED_BY_SIGNAL.format(signal=signal.strsignal(-code) or -code)
        return DIED_BY_EXIT.format(code=code)


def clean_environment() -> dict[str, str]:
    """What student code finds there: nothing of the user's, one thread, the same hashes always."""
    return {
        **HUGE_PAGES,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }

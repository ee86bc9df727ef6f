"""Whatever a worker sends over its channel, the judge's questions end, and cost it little."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.errors import Crashed, GraderFault, TimedOut
from grader.judge.glass import Worker
from grader.sandbox import protocol
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Answer, Hello, ProtocolError
from tests.attacks.forged import QUICK, cheap, frame


@contextmanager
def worker_that_says(content: bytes, then: str = "closes") -> Iterator[Worker]:
    """A worker that says hello and then this, whatever it is asked."""
    ours, theirs = socket.socketpair()
    lifeline, their_lifeline = socket.socketpair()
    hello = frame(msgspec.msgpack.encode(Hello("none")))

    def serve() -> None:
        with suppress(OSError):
            theirs.sendall(hello + content)
            if then == "closes":
                theirs.shutdown(socket.SHUT_WR)
            while then == "floods":
                theirs.sendall(content)

    speaker = threading.Thread(target=serve, daemon=True)
    speaker.start()
    worker = Worker(ours, lifeline, Limits(answer_mib=1), "none")
    their_lifeline.close()  # its death was told to nobody
    try:
        yield worker
    finally:
        worker.end()
        theirs.close()
        speaker.join(10)


EXPECTED = (Crashed, TimedOut, ProtocolError)


@settings(QUICK, max_examples=80)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_on_the_channel_end_in_time(content: bytes, is_open: bool) -> None:
    with (
        worker_that_says(content, "waits" if is_open else "closes") as worker,
        cheap(),
        suppress(*EXPECTED),
    ):
        worker.ask(protocol.Reset(0), b"", 0.02)


@settings(QUICK, max_examples=60)
@given(
    st.sampled_from([0, 1, 8, 65_536, 65_537, 2**20, 2**20 + 1, 2**31, 2**32 - 1]),
    st.sampled_from([0, 1, 8, 65_537, 2**20, 2**20 + 1, 2**31, 2**32 - 1]),
    st.binary(max_size=50),
)
def test_any_lengths_are_bounded(header: int, raw: int, content: bytes) -> None:
    with (
        worker_that_says(struct.pack(">II", header, raw) + content, "waits") as worker,
        cheap(),
        suppress(*EXPECTED),
    ):
        worker.ask(protocol.Reset(0), b"", 0.02)


def test_an_endless_stream_is_read_frame_by_frame() -> None:
    content = frame(msgspec.msgpack.encode(Answer(1.0)), bytes(2**16))
    with worker_that_says(content, "floods") as worker, cheap():
        for _ in range(50):
            message, _ = worker.ask(protocol.Reset(0), b"", 5.0)
            assert message == Answer(1.0)


def test_an_endless_header_is_given_up_in_time() -> None:
    content = b"\x00\x00\xff\xff\x00\x00\x00\x00"
    with worker_that_says(content, "floods") as worker, cheap(), suppress(*EXPECTED):
        while True:
            worker.ask(protocol.Reset(0), b"", 0.2)


@pytest.mark.parametrize(
    "said", [b"", b"\xff" * 8, frame(b"\xc0"), frame(b"\x81\xa4type\xa6answer")]
)
def test_one_that_does_not_say_hello_is_the_graders_own_fault(said: bytes) -> None:
    ours, theirs = socket.socketpair()
    lifeline, theirs_too = socket.socketpair()
    with theirs, theirs_too, lifeline, ours:
        theirs.sendall(said)
        theirs.shutdown(socket.SHUT_WR)
        theirs_too.close()
        with pytest.raises((GraderFault, ProtocolError)):
            Worker(ours, lifeline, Limits(), "none")

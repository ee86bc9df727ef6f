"""Frames and messages: what is sent arrives whole, and what is no frame is refused in time."""

import contextlib
import socket
import struct
import time
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox import protocol
from grader.sandbox.channel import Channel, Closed, DeadlineExceeded
from grader.sandbox.protocol import (
    Answer,
    Array,
    Call,
    Definition,
    Error,
    Frame,
    Hello,
    Load,
    Loaded,
    Mapping,
    Name,
    ProtocolError,
    Read,
    Reading,
    Reference,
    Reset,
    Sequence,
    SyntaxProblem,
    decode_message,
    decode_request,
)

HEADER_MAX = 1000
RAW_MAX = 5000

integers = st.integers(-(2**63), 2**63 - 1)
texts = st.text(max_size=30)
scalars = st.none() | st.booleans() | integers | st.floats(allow_nan=False) | texts
arrays = st.builds(
    Array,
    library=st.sampled_from(["numpy", "torch"]),
    dtype=texts,
    shape=st.lists(integers, max_size=4).map(tuple),
    offset=integers,
    scalar=st.booleans(),
    requires_grad=st.booleans(),
)
leaves = scalars | arrays | st.builds(Reference, integers, texts) | st.builds(Name, texts)
values = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=4))
        | st.builds(Mapping, st.lists(st.tuples(inner, inner), max_size=3))
    ),
    max_leaves=12,
)
names = st.lists(texts, max_size=3).map(tuple)
errors = st.builds(
    Error, names, texts, st.lists(st.builds(Frame, texts, integers, texts), max_size=3).map(tuple)
)
definitions = st.builds(
    Definition,
    line=integers,
    kind=st.sampled_from(["function", "class", "other"]),
    uses=names,
    forbidden=st.none() | st.tuples(texts, integers),
    parameters=names,
    unfinished=st.booleans(),
)
requests = (
    st.builds(Read, names, st.dictionaries(texts, names, max_size=2))
    | st.builds(Load, texts, integers, names)
    | st.builds(Reset, integers)
    | st.builds(
        Call,
        values,
        st.lists(values, max_size=3),
        st.dictionaries(texts, values, max_size=2),
        st.booleans(),
    )
)
messages = (
    st.just(Hello("none"))
    | st.builds(Answer, values, st.none() | errors, names, names, texts)
    | st.builds(Loaded, st.dictionaries(texts, texts, max_size=3), st.none() | errors, texts)
    | st.builds(
        Reading,
        st.none() | st.builds(SyntaxProblem, texts, integers, texts),
        st.dictionaries(texts, definitions, max_size=2),
    )
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, Channel]]:
    """A bare socket, and a channel that reads what is written to it."""
    bare, connected = socket.socketpair()
    channel = Channel(connected, HEADER_MAX, RAW_MAX)
    yield bare, channel
    bare.close()
    channel.close()


def send_hello(bare: socket.socket, raw: bytes = b"") -> None:
    header = msgspec.msgpack.encode(Hello("none"))
    bare.sendall(struct.pack(">II", len(header), len(raw)) + header + raw)


@given(requests)
def test_every_request_decodes_to_what_it_was(request_: protocol.Request) -> None:
    assert decode_request(msgspec.msgpack.encode(request_)) == request_


@given(messages)
def test_every_message_decodes_to_what_it_was(message: protocol.Message) -> None:
    assert decode_message(msgspec.msgpack.encode(message)) == message


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_protocol_error(header: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        decode_message(header)


def test_a_request_is_no_message_of_a_worker() -> None:
    with pytest.raises(ProtocolError):
        decode_message(msgspec.msgpack.encode(Reset(1)))


def test_a_message_nested_without_end_is_a_protocol_error() -> None:
    deep = b"\x93\xa8sequence\xa4list\x91" * 20_000 + b"\xc0"
    header = b"\x82\xa4type\xa6answer\xa5value" + deep
    with pytest.raises(ProtocolError):
        decode_message(header)


@pytest.mark.parametrize("raw", [b"", b"x", b"\0" * RAW_MAX])
def test_a_frame_arrives_with_its_raw_part(ends: tuple[socket.socket, Channel], raw: bytes) -> None:
    bare, channel = ends
    send_hello(bare, raw)
    header, received = channel.receive()
    assert decode_message(header) == Hello("none")
    assert bytes(received) == raw


@pytest.mark.parametrize("lengths", [(HEADER_MAX + 1, 0), (0, RAW_MAX + 1), (2**32 - 1, 2**32 - 1)])
def test_a_length_over_its_limit_is_refused_before_its_bytes_come(
    ends: tuple[socket.socket, Channel], lengths: tuple[int, int]
) -> None:
    bare, channel = ends
    bare.sendall(struct.pack(">II", *lengths))
    with pytest.raises(ProtocolError):
        channel.receive()


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack(">II", 4, 0) + b"ab"])
def test_a_frame_that_is_cut_short_means_closed(
    ends: tuple[socket.socket, Channel], sent: bytes
) -> None:
    bare, channel = ends
    bare.sendall(sent)
    bare.shutdown(socket.SHUT_WR)
    with pytest.raises(Closed):
        channel.receive()


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack(">II", 4, 0) + b"ab"])
def test_a_frame_that_does_not_come_whole_in_time_is_given_up(
    ends: tuple[socket.socket, Channel], sent: bytes
) -> None:
    bare, channel = ends
    bare.sendall(sent)
    with pytest.raises(DeadlineExceeded):
        channel.receive(time.monotonic() + 0.05)


def test_a_deadline_that_has_passed_is_not_waited_for(
    ends: tuple[socket.socket, Channel],
) -> None:
    bare, channel = ends
    send_hello(bare)
    with pytest.raises(DeadlineExceeded):
        channel.receive(time.monotonic() - 1)


def test_sending_to_one_that_reads_nothing_is_given_up_in_time(
    ends: tuple[socket.socket, Channel],
) -> None:
    _, channel = ends
    with pytest.raises(DeadlineExceeded):
        channel.send(Hello("none"), b"\0" * 2**24, time.monotonic() + 0.05)


def test_an_earlier_deadline_does_not_outlast_its_call(
    ends: tuple[socket.socket, Channel],
) -> None:
    bare, channel = ends
    with pytest.raises(DeadlineExceeded):
        channel.receive(time.monotonic() + 0.01)
    channel.send(Hello("none"))
    assert bare.recv(100)


def test_sending_to_one_that_is_gone_means_closed(ends: tuple[socket.socket, Channel]) -> None:
    bare, channel = ends
    bare.close()
    with pytest.raises(Closed):
        channel.send(Hello("none"))

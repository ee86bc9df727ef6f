"""Malformed frames do harm where the one check of the protocol is away that refuses them."""

import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from grader.judge.comparisons import assert_close
from grader.judge.errors import Crashed
from grader.judge.session import _argument_name
from grader.sandbox import channel as channels
from grader.sandbox import values
from grader.sandbox.protocol import Array, ProtocolError, Sequence, decode_message
from grader.sandbox.values import Decoder, Encoder
from tests.attacks.attacks import BY_NAME
from tests.glass import Glass


class _Nowhere:
    """Resolves nothing: these answers hold arrays and lists only."""


def _decode(value: object, raw: bytes = b"") -> object:
    return Decoder(raw, _Nowhere()).decode(value)  # type: ignore[arg-type]


def test_without_a_list_of_dtypes_bytes_are_taken_for_pointers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """frames/unknown_dtypes: NumPy itself refuses, but as an error that nobody expects."""
    array = Array("numpy", "object", (1,), 0)
    with pytest.raises(ProtocolError):
        _decode(array, bytes(8))
    sizes = {"object": 8, "datetime64[s]": 8}
    monkeypatch.setattr(values, "NUMPY_DTYPES", frozenset(sizes))
    monkeypatch.setattr(values, "_ITEM_BYTES", sizes)
    with pytest.raises(ValueError, match="OBJECT"):
        _decode(array, bytes(8))
    assert _decode(Array("numpy", "datetime64[s]", (1,), 0), bytes(8)).dtype.kind == "M"


def test_without_a_look_at_shapes_they_raise_in_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """frames/negative_shape."""
    array = Array("numpy", "float64", (-2, -2), 0)
    with pytest.raises(ProtocolError):
        _decode(array, bytes(32))
    monkeypatch.setattr(values, "_is_possible", lambda _: True)
    with pytest.raises(ValueError, match="unknown dimension"):
        _decode(array, bytes(32))


class _Trusting(Decoder):
    """Does not count the bytes that arrays have taken."""

    @property
    def _taken(self) -> int:
        return 0

    @_taken.setter
    def _taken(self, _: int) -> None:
        """What was taken is forgotten."""


def test_without_a_count_of_bytes_a_small_frame_becomes_large() -> None:
    """frames/shared_bytes."""
    raw = bytes(2**20)
    answer = Sequence("list", [Array("numpy", "uint8", (2**20,), 0)] * 50)
    with pytest.raises(ProtocolError):
        _decode(answer, raw)
    swollen = _Trusting(raw, _Nowhere()).decode(answer)  # type: ignore[arg-type]
    assert sum(each.nbytes for each in swollen) == 50 * 2**20


def test_without_a_limit_on_depth_comparing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """frames/middling_nesting."""
    deep: object = 0.0
    for _ in range(400):
        deep = Sequence("list", [deep])  # type: ignore[list-item]
    with pytest.raises(ProtocolError):
        _decode(deep)
    monkeypatch.setattr(values, "_MAX_DEPTH", 10**9)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(2000)
    try:
        got = _decode(deep)
        sys.setrecursionlimit(before)
        with pytest.raises(RecursionError):
            assert_close(got, 1.0)
    finally:
        sys.setrecursionlimit(before)


def test_without_limits_on_texts_they_raise_or_fill_the_report() -> None:
    """frames/long_numbers, frames/long_claims, frames/long_type_name."""
    for message in (
        {"type": "answer", "changed": ["9" * 5000]},
        {"type": "answer", "error": {"kinds": ["E"], "message": "x" * 60_000}},
        {"type": "answer", "error": {"kinds": ["E" * 30_000], "message": ""}},
        {"type": "answer", "value": ["reference", 0, "T" * 60_000]},
        {"type": "answer", "warnings": ["w"] * 1000},
        {"type": "loaded", "bound": {"f": "t" * 60_000}},
    ):
        with pytest.raises(ProtocolError):
            decode_message(msgspec.msgpack.encode(message))
    with pytest.raises(ValueError, match="digits"):
        _argument_name("9" * 5000, ("x",))


def test_without_a_limit_on_lengths_as_much_is_read_as_a_worker_sends() -> None:
    """frames/header_of_gigabytes, frames/raw_of_gigabytes, on a smaller scale."""
    content = channels._LENGTHS.pack(2**22, 0) + bytes(2**22)
    for limit in (2**16, 2**30):
        theirs, ours = socket.socketpair()
        with theirs, ours:
            threading.Thread(target=_send, args=(theirs, content), daemon=True).start()
            channel = channels.Channel(ours, limit, limit)
            if limit < len(content):
                with pytest.raises(ProtocolError):
                    channel.receive()
            else:
                assert len(channel.receive()[0]) == 2**22


def _send(connection: socket.socket, content: bytes) -> None:
    with suppress(OSError):  # who is refused is hung up on
        connection.sendall(content)


def test_an_answer_that_breaks_the_protocol_ends_the_worker(glass: Glass) -> None:
    behind = glass.open(BY_NAME["frames/unknown_dtypes"].source, "weighted_sum")
    with pytest.raises(Crashed):
        behind.student.weighted_sum(1.0, 2.0, 3.0)


def test_the_encoder_of_a_worker_is_no_protection() -> None:
    """What it refuses to send, a hostile worker sends by itself; hence the decoder's checks."""
    kept: list[object] = []
    assert Encoder(lambda value: kept.append(value)).encode(Path("/etc")) is None
    assert kept == [Path("/etc")]

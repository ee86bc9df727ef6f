"""Whatever a worker answers, the judge says that it broke the protocol, and spends little on it."""

import os
import struct
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.calls import Call, Observation
from grader.judge.comparisons import assert_close, assert_equal, unpack
from grader.judge.errors import Crashed, Failed, Verdict
from grader.judge.session import Session
from grader.judge.showing import show, show_call
from grader.judge.signature import sign
from grader.judge.student import Handle
from grader.sandbox import protocol
from grader.sandbox.protocol import (
    MAX_ANSWER_HEADER_BYTES,
    Answer,
    Name,
    ProtocolError,
    decode_message,
)
from tests.attacks.forged import QUICK, RAW_BYTES, answers, cheap, raws, values
from tests.sandbox.test_protocol import messages


class _Forged:
    """Stands in for a module: its answers are what a test says."""

    def __init__(self, library: str) -> None:
        self.topic = msgspec.defstruct("Topic", [("library", str), ("name", str)])(library, "t")
        self.definitions: dict[str, Any] = {}
        self.forged: tuple[Answer, bytearray] = Answer(), bytearray()

    def kind_of(self, _: str) -> str:
        return "callable"

    def call(self, *_: object) -> tuple[Answer, bytearray]:
        return self.forged

    def lose(self, verdict: Verdict) -> Verdict:
        return verdict


def digest(library: str, header: bytes, raw: bytes) -> None:
    """All that a judge does with an answer: decode, note, compare, show, sign.

    Raises:
        ProtocolError: it is no message.
        Verdict: it is no right answer.
    """
    message = decode_message(header)
    if not isinstance(message, Answer):
        return
    module = _Forged(library)
    module.forged = message, bytearray(raw)
    session = Session(module, "f", Handle)  # type: ignore[arg-type]
    call = Call(Name("student.f"), "f", (1.0,), {}, keep=False)
    answer = session.call(call)
    show(answer.value)
    show_call(call)
    sign(session.observations, "", only_facts=False)
    for hold in (
        lambda: assert_close(answer, 1.0),
        lambda: assert_close(answer.value, [[1.0, 2.0]], also=[lambda: answer.value]),
        lambda: assert_equal(answer.value, {"a": (1, [2.0])}),
        lambda: assert_equal(answer.value, (1, "a", True)),
        lambda: unpack(answer.value, "one", "two"),
    ):
        with suppress(Verdict):
            hold()


@QUICK
@given(st.binary(max_size=400), raws)
def test_any_bytes_are_a_message_or_a_broken_protocol(header: bytes, raw: bytes) -> None:
    with suppress(ProtocolError, Verdict), cheap():
        digest("numpy", header, raw)


@QUICK
@given(answers, raws, st.sampled_from(["numpy", "torch"]))
def test_any_answer_is_digested_or_a_broken_protocol(
    answer: dict[str, Any], raw: bytes, library: str
) -> None:
    try:
        header = msgspec.msgpack.encode(answer)
    except (UnicodeEncodeError, OverflowError):  # what no encoder takes, nobody sends
        return
    with suppress(ProtocolError, Crashed):
        digest(library, header, raw)


@QUICK
@given(values, raws, st.sampled_from(["numpy", "torch"]))
def test_any_value_is_digested_or_a_broken_protocol(value: Any, raw: bytes, library: str) -> None:
    with suppress(ProtocolError, Crashed):
        digest(library, msgspec.msgpack.encode({"type": "answer", "value": value}), raw)


@QUICK
@given(messages, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8), raws)
def test_a_message_with_some_bytes_changed_is_digested_or_a_broken_protocol(
    message: protocol.Message, changes: list[tuple[int, int]], raw: bytes
) -> None:
    header = bytearray(msgspec.msgpack.encode(message))
    for place, value in changes:
        header[place % len(header)] = value
    for cut in (header, header[: len(header) // 2], header + header):
        with suppress(ProtocolError, Crashed):
            digest("numpy", bytes(cut), raw)


COSTLY = {
    "empty maps": b"\x93\xa8sequence\xa4list\xdc\x17\x70" + b"\x92\xa7mapping\x90" * 6000,
    "empty lists": b"\x93\xa8sequence\xa4list\xdc\x0b\xb8" + b"\x93\xa8sequence\xa4list\x90" * 3000,
    "nested lists": b"\x93\xa8sequence\xa4list\x91" * 3500 + b"\xc0",
    "nested maps": b"\x92\xa7mapping\x91\x92\xc0" * 3500 + b"\xc0",
    "small numbers": b"\x93\xa8sequence\xa4list\xdc\xfa\x00" + b"\x01" * 64_000,
    "small texts": b"\x93\xa8sequence\xa4list\xdc\x7d\x00" + b"\xa1a" * 32_000,
    "colliding keys": b"\x92\xa7mapping\xdc\x05\xdc"
    + b"".join(
        b"\x92\x93\xa8sequence\xa5tuple\x92\xcf"
        + struct.pack(">Q", n * (2**61 - 1) % 2**64)
        + b"\x00\x01"
        for n in range(1500)
    ),
    "one text": b"\xda\xf0\x00" + b"x" * 0xF000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_the_costliest_headers_cost_little(name: str) -> None:
    header = b"\x82\xa4type\xa6answer\xa5value" + COSTLY[name]
    assert len(header) <= MAX_ANSWER_HEADER_BYTES + 2000
    with cheap(), suppress(ProtocolError, Crashed):
        digest("numpy", header, bytes(RAW_BYTES))


def test_the_largest_answer_costs_little() -> None:
    """Sixteen megabytes of single bytes, which are the most numbers that an answer can have."""
    raw = os.urandom(16 * 2**20)
    value = ["array", "numpy", "int8", [len(raw)], 0]
    with cheap(max_bytes=40 * len(raw)), suppress(Crashed, Failed):
        digest("numpy", msgspec.msgpack.encode({"type": "answer", "value": value}), raw)


def test_observations_of_anything_can_be_signed() -> None:
    for value in (float("nan"), {None: {True: [()]}}, 2**64 - 1, "", b"", object()):
        sign([Observation("f", value)], "", only_facts=False)

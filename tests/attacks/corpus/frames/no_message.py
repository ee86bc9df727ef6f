"""Sends headers that are no messages: noise, truncated, trailing, extensions, another tag.

If it succeeded: the judge would raise something that nobody expects.
Stopped by: the protocol; what does not decode is a broken protocol, and nothing else.
Wrong: weighted_sum neuron layer
"""

import os
import stat
import struct

import msgspec


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


CHANNEL = next(filter(is_socket, range(3, 64)))


def send(message, raw=b""):
    header = msgspec.msgpack.encode(message)
    os.write(CHANNEL, struct.pack(">II", len(header), len(raw)) + header + raw)


ANSWER = msgspec.msgpack.encode({"type": "answer", "value": 0.0})
HEADERS = (
    b"",
    b"\xc1",
    b"\xff" * 100,
    ANSWER[:-1],
    ANSWER + ANSWER,
    b"\xc7\x0c\xff" + bytes(12),
    b"\x80",
    msgspec.msgpack.encode({"type": "answers"}),
    msgspec.msgpack.encode({"type": ["answer"]}),
    msgspec.msgpack.encode({"type": "answer", "type ": 1, "value": {"a": 1}}),
    b"\x82\xa4type\xa6answer\xa4type\xa5hello",
    b"\x82\xa4type\xa6answer\xa5value\xa4\xff\xfe\xed\xa0",
    b"\xdf\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
)
turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    turn += 1
    header = HEADERS[turn % len(HEADERS)]
    os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)
    return 0.0


neuron = layer = weighted_sum

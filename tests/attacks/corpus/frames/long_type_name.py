"""Answers with an object whose type has a name of sixty thousand letters.

If it succeeded: each criterion would add sixty kilobytes to the report.
Stopped by: the protocol; every text of an answer has a length that it may have.
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


def weighted_sum(x, w, b):
    send({"type": "answer", "value": ["reference", 0, "T" * 60_000]})
    return 0.0


def neuron(x, w, b, activation):
    return type("T" * 60_000, (), {})()


def layer(X, W, b, activation):
    raise type("E" * 30_000, (Exception,), {})

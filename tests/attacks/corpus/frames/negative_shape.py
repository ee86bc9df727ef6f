"""Claims arrays with negative sides, whose product is positive again.

If it succeeded: the judge would reshape, or read before the beginning of its bytes.
Stopped by: the protocol; a shape must be possible, and an offset must lie within.
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


def array(*claims):
    send({"type": "answer", "value": ["array", *claims]}, bytes(64))
    return 0.0


def weighted_sum(x, w, b):
    return array("numpy", "float64", [-1], 0)


def neuron(x, w, b, activation):
    return array("numpy", "float64", [-2, -2], 0)


def layer(X, W, b, activation):
    return array("numpy", "float64", [2, 2], -32)

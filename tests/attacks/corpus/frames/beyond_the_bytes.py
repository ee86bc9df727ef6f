"""Claims arrays that begin in the frame's bytes and go on behind them.

If it succeeded: the judge's own memory would come back as the array, and be shown in feedback.
Stopped by: the protocol; an array must lie within the bytes that came.
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
    return array("numpy", "float64", [1000], 0)


def neuron(x, w, b, activation):
    return array("numpy", "float64", [], 60)


def layer(X, W, b, activation):
    return array("numpy", "uint8", [64], 2**63)

"""Sends boolean arrays whose bytes are neither zero nor one.

If it succeeded: one value would be both true and false, and agree with every expectation.
Stopped by: comparisons; numbers are compared as numbers.
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
    send({"type": "answer", "value": ["array", "numpy", "bool", [], 0, True]}, b"\xff")
    return 0.0


def neuron(x, w, b, activation):
    send({"type": "answer", "value": ["array", "numpy", "bool", [8], 0]}, bytes(range(8)))
    return 0.0


def layer(X, W, b, activation):
    send({"type": "answer", "value": ["array", "torch", "bool", [8], 0]}, bytes(range(8)))
    return 0.0

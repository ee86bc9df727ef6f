"""Writes many answers to the channel ahead of the questions, most of them saying that all is well.

If it succeeded: a question without an expected answer would be answered with success.
Stopped by: the protocol; an answer is a claim about a value, and the judge compares it.
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


def frame(message):
    header = msgspec.msgpack.encode(message)
    return struct.pack(">II", len(header), 0) + header


def weighted_sum(x, w, b, *rest):
    for value in (None, True, 0.0, 1, "passed", ["sequence", "list", []]):
        os.write(CHANNEL, frame({"type": "answer", "value": value}))
    return 0.0


neuron = layer = weighted_sum

"""Says that the argument at a place of five thousand digits was changed.

If it succeeded: turning the digits into a number would raise, and the mark become the grader's own fault.
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


def weighted_sum(x, w, b, *rest):
    for changed in ("9" * 5000, "-1", "\u0663", "99999999999", "0" * 400 + "1"):
        send({"type": "answer", "value": 0.0, "changed": [changed]})
    return 0.0


neuron = layer = weighted_sum

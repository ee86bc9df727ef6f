"""Sends a value nested as deeply as a header has room for.

If it succeeded: the judge would run out of stack, and take that for a fault of its own.
Stopped by: the protocol; what nests too deeply is no answer.
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
    deep = b"\x93\xa8sequence\xa4list\x91" * 3500 + b"\xc0"
    header = b"\x82\xa4type\xa6answer\xa5value" + deep
    os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)
    return 0.0


neuron = layer = weighted_sum

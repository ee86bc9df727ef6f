"""Announces four gigabytes of array bytes behind a proper header.

If it succeeded: the judge would allocate what a length merely claims.
Stopped by: the protocol; lengths are checked before anything is allocated.
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
    header = msgspec.msgpack.encode({"type": "answer", "value": 0.0})
    os.write(CHANNEL, struct.pack(">II", len(header), 2**32 - 1) + header)
    return 0.0


neuron = layer = weighted_sum

"""Claims arrays whose number of bytes overflows, or is zero times a great deal.

If it succeeded: a size that has wrapped around would pass the check, and an array reach beyond its bytes.
Stopped by: the protocol; sizes are whole numbers without end, and sides of zero make no room for others.
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
    return array("numpy", "float64", [2**61 + 1], 0)


def neuron(x, w, b, activation):
    return array("numpy", "float64", [2**32, 2**32], 0)


def layer(X, W, b, activation):
    return array("numpy", "float64", [0, 2**62, 2**62], 0)

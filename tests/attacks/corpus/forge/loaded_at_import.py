"""Tells, while it is being imported, that it has loaded well and binds every exercise.

If it succeeded: exercises that do not exist would be called, and their names looked up in the judge.
Stopped by: the protocol; what a call to a missing exercise gives is compared like any other.
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


bound = {"weighted_sum": "callable", "neuron": "callable", "layer": "callable", "__class__": "x"}
header = msgspec.msgpack.encode({"type": "loaded", "bound": bound, "printed": "all well"})
os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)

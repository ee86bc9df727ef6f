"""Reads the channel from a thread of its own, to answer questions before the worker sees them.

If it succeeded: the questions of later criteria would be known early, and answered with success.
Stopped by: the protocol; whoever answers, the answer is a claim and compared in the judge.
Wrong: weighted_sum neuron layer
"""

import os
import stat
import struct
import threading

import msgspec


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


CHANNEL = next(filter(is_socket, range(3, 64)))


def steal():
    header = msgspec.msgpack.encode({"type": "answer", "value": True})
    try:
        while os.read(CHANNEL, 65536):
            os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)
    except OSError:
        pass


def weighted_sum(x, w, b, *rest):
    threading.Thread(target=steal, daemon=True).start()
    return 0.0


neuron = layer = weighted_sum

"""Sends the judge the questions that a judge sends: to load, to call, to reset.

If it succeeded: the judge would run what the worker asks for.
Stopped by: the protocol; the judge decodes answers only.
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


CALL = {"type": "call", "function": ["name", "os.getcwd"], "args": [], "kwargs": {}, "keep": False}
LOAD = {"type": "load", "topic": "os", "seed": 0, "exercises": []}
SOURCE = b"open('n2m-trace.txt', 'w').write('x')"
turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    turn += 1
    header = msgspec.msgpack.encode(CALL if turn % 2 else LOAD)
    os.write(CHANNEL, struct.pack(">II", len(header), len(SOURCE)) + header + SOURCE)
    return 0.0


neuron = layer = weighted_sum

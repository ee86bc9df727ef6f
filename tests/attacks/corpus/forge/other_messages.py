"""Sends the messages of other moments: a hello, a reading, a loading, a ready zygote.

If it succeeded: the judge would take a missing exercise for there, or a forbidden one for allowed.
Stopped by: the protocol; each question has one kind of answer.
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


MESSAGES = (
    {"type": "hello"},
    {"type": "hello", "level": "full"},
    {"type": "unconfined", "reason": "please go on"},
    {"type": "ready", "numpy": "1", "torch": None},
    {"type": "loaded", "bound": {"weighted_sum": "callable", "neuron": "callable"}},
    {"type": "reading", "problem": None, "definitions": {}},
)
turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    header = msgspec.msgpack.encode(MESSAGES[turn % len(MESSAGES)])
    turn += 1
    os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)
    return 0.0


neuron = weighted_sum

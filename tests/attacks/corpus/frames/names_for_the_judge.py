"""Answers with names to look up, and with references to objects that never were.

If it succeeded: the judge would look up, or call, what a worker names.
Stopped by: the protocol; names are the judge's to send, and a reference only ever goes back to the worker.
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


VALUES = (
    ["name", "os.system"],
    ["name", "student.weighted_sum"],
    ["reference", -1, "float"],
    ["reference", 2**64 - 1, "__class__"],
    ["reference", 0, "{0.__class__.__mro__}"],
    ["sequence", "list", [["name", "builtins.exec"]]],
    ["mapping", [[["reference", 7, "x"], 1]]],
)
turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    turn += 1
    send({"type": "answer", "value": VALUES[turn % len(VALUES)]})
    return 0.0


neuron = layer = weighted_sum

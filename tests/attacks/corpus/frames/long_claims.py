"""Describes an error in as many words, lines and kinds as a header has room for.

If it succeeded: each criterion would add sixty kilobytes to the report, and a screen would scroll for hours.
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


def error(kinds=("KeyError",), message="", frames=()):
    return {"kinds": kinds, "message": message, "frames": frames}


def weighted_sum(x, w, b):
    send({"type": "answer", "error": error(message="x" * 60_000)})
    return 0.0


def neuron(x, w, b, activation):
    send({"type": "answer", "error": error(kinds=["A" * 30_000] * 2)})
    return 0.0


def layer(X, W, b, activation):
    send({"type": "answer", "error": error(frames=[["layer", 1, "y" * 60_000]])})
    return 0.0

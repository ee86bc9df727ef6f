"""Sends frames without end, each of them proper, from a thread of its own.

If it succeeded: the judge would read for ever, or keep what it has read.
Stopped by: the protocol; the judge reads one frame for each question.
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


def send(message, raw=b""):
    header = msgspec.msgpack.encode(message)
    os.write(CHANNEL, struct.pack(">II", len(header), len(raw)) + header + raw)


def flood():
    header = msgspec.msgpack.encode({"type": "answer", "value": 0.0})
    frame = struct.pack(">II", len(header), 2**16) + header + bytes(2**16)
    for _ in range(3000):  # 200 MB
        os.write(CHANNEL, frame)


def weighted_sum(x, w, b, *rest):
    threading.Thread(target=flood, daemon=True).start()
    return 0.0


neuron = layer = weighted_sum

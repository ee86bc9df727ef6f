"""Sends dicts whose keys cannot be hashed, collide, equal nothing, or name special attributes.

If it succeeded: building the dict would raise, take for ever, or set an attribute in the judge.
Stopped by: the protocol; keys are data, and what cannot be a key is no answer.
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


def mapping(keys):
    send({"type": "answer", "value": ["mapping", [[key, 0.0] for key in keys]]}, bytes(8000))
    return 0.0


def pairs():
    for number in range(900):
        yield ["sequence", "tuple", [number, 2**61 - 1 + number, 0]]


def weighted_sum(x, w, b):
    mapping([["sequence", "list", []]])
    return mapping(
        ["__class__", "__init__", "error", "value", float("nan"), float("nan"), None, True]
    )


def neuron(x, w, b, activation):
    return mapping([["array", "numpy", "float64", [1], 8 * place] for place in range(900)])


def layer(X, W, b, activation):
    return mapping(list(pairs()))

"""Claims tensors of every dtype over noise, with gradients, without bytes, of rank sixteen.

If it succeeded: torch would crash, or raise, in the judge.
Stopped by: the protocol; a tensor's claims are checked before torch sees them.
Topic: tensors
Wrong: to_tensor describe affine standardize
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


DTYPES = ("bool", "bfloat16", "float16", "complex64", "int64", "uint8", "complex32", "qint8")
SHAPES = ([4], [], [0, 2**30], [1] * 16, [1] * 17, [0] * 16, [2**40])
turn = 0


def to_tensor(*args, **kwargs):
    global turn
    turn += 1
    claim = [
        "array",
        "torch",
        DTYPES[turn % len(DTYPES)],
        SHAPES[turn % len(SHAPES)],
        0,
        False,
        True,
    ]
    send({"type": "answer", "value": claim}, b"\xff" * 64)
    return 0.0


describe = affine = standardize = to_tensor

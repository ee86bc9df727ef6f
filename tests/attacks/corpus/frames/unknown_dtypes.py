"""Claims arrays of dtypes that hold pointers, texts, dates and records.

If it succeeded: bytes of the student's would be taken for pointers to Python objects.
Stopped by: the protocol; dtypes come from a short list of numbers.
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


DTYPES = (
    "object",
    "O",
    "|O8",
    "U",
    "<U1000000",
    "V8",
    "datetime64",
    "M8[ns]",
    "f8,O",
    "g",
    "float",
    "",
)
turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    turn += 1
    library = "numpy" if turn % 3 else "torch"
    send(
        {"type": "answer", "value": ["array", library, DTYPES[turn % len(DTYPES)], [8], 0]},
        b"A" * 64,
    )
    return 0.0


neuron = layer = weighted_sum

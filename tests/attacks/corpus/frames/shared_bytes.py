"""Claims thousands of arrays over the same sixteen megabytes.

If it succeeded: a small frame would become gigabytes in the judge.
Stopped by: the protocol; arrays may not share their bytes.
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


def weighted_sum(x, w, b, *rest):
    items = [["array", "numpy", "uint8", [15 * 2**20], 0] for _ in range(1000)]
    header = msgspec.msgpack.encode({"type": "answer", "value": ["sequence", "list", items]})
    content = memoryview(struct.pack(">II", len(header), 15 * 2**20) + header + bytes(15 * 2**20))
    while content:
        content = content[os.write(CHANNEL, content) :]
    return 0.0


neuron = layer = weighted_sum

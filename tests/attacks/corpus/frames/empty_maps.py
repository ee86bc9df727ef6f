"""Sends the header that costs most to decode: as many empty maps as it has room for.

If it succeeded: the judge would spend seconds on each answer.
Stopped by: the protocol; headers are short, so that the worst of them is decoded quickly.
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
    inner = b"\x92\xa7mapping\x90"
    count = 6000
    value = b"\x93\xa8sequence\xa4list\xdc" + struct.pack(">H", count) + inner * count
    header = b"\x82\xa4type\xa6answer\xa5value" + value
    os.write(CHANNEL, struct.pack(">II", len(header), 0) + header)
    return 0.0


neuron = layer = weighted_sum

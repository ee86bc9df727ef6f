"""Sends what a judge tells its client: a finished report with full points.

If it succeeded: the report would be taken for the judge's own.
Stopped by: process isolation; the way to the client is not the worker's.
Wrong: weighted_sum neuron layer
"""

import os
import struct

import msgspec

DONE = {
    "type": "done",
    "report": {"submission": "me", "score": 8.0, "max_score": 8.0, "topics": []},
}


def weighted_sum(x, w, b, *rest):
    content = msgspec.msgpack.encode(DONE)
    for number in range(3, 64):
        for text in (struct.pack(">II", len(content), 0), struct.pack("!i", len(content))):
            try:
                os.write(number, text + content)
            except OSError:
                pass
    return 0.0


neuron = layer = weighted_sum

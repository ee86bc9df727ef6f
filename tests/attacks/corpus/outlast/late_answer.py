"""Has a thread answer right, long after the call has run out of time.

If it succeeded: the late answer would be taken for that of a later call.
Stopped by: deadlines; the worker of a call that ran out of time is gone, and so is its channel.
Wrong: weighted_sum
"""

import os
import stat
import struct
import threading
import time

import msgspec
import numpy as np


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


CHANNEL = next(filter(is_socket, range(3, 64)))


def weighted_sum(x, w, b):
    header = msgspec.msgpack.encode({"type": "answer", "value": float(np.sum(x * w) + b)})
    threading.Timer(0.7, os.write, (CHANNEL, struct.pack(">II", len(header), 0) + header)).start()
    time.sleep(30)

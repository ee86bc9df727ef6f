"""Begins a frame, never ends it, and says nothing more.

If it succeeded: the judge would wait for the rest for ever.
Stopped by: deadlines; the clock is the judge's, and runs for the whole answer.
Wrong: weighted_sum
"""

import os
import stat
import struct
import time


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


CHANNEL = next(filter(is_socket, range(3, 64)))


def weighted_sum(x, w, b):
    os.write(CHANNEL, struct.pack(">II", 1000, 0) + b"\x82")
    while True:
        time.sleep(1)

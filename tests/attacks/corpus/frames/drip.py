"""Sends its answer byte by byte, each one just in time.

If it succeeded: a deadline that starts anew with each byte would never come.
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
    os.write(CHANNEL, struct.pack(">II", 60_000, 0))
    while True:
        os.write(CHANNEL, b"\x82")
        time.sleep(0.02)

"""Fills memory that is mapped as shared, which a limit on data does not count.

If it succeeded: the machine would swap, and others' graders be killed.
Stopped by: kernel; memory that would not be counted cannot be mapped.
Wrong: weighted_sum neuron layer
"""

import ctypes
import mmap

SIZE = 530 * 2**20
try:
    kept = mmap.mmap(-1, SIZE)
    ctypes.memset(ctypes.addressof(ctypes.c_char.from_buffer(kept)), 1, SIZE)
    print("-".join(["GOT", "OUT"]))
except OSError as error:
    print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

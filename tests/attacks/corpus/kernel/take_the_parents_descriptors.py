"""Copies descriptors out of its parent, whose control socket asks for workers.

If it succeeded: it could listen to the judge, and answer in the zygote's name.
Stopped by: kernel; the calls are none that a worker may make.
Wrong: weighted_sum neuron layer
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
taken = []
try:
    parent = os.pidfd_open(os.getppid())
    taken = [number for number in range(3, 12) if libc.syscall(438, parent, number, 0) >= 0]
except (OSError, AttributeError):
    pass
if taken:
    print("-".join(["GOT", "OUT"]), taken)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

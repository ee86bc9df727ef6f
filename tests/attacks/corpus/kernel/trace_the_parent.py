"""Takes its parent under control as a debugger would.

If it succeeded: it could make the parent fork workers that answer as it likes.
Stopped by: kernel; tracing is no call that a worker may make.
Wrong: weighted_sum neuron layer
"""

import ctypes
import os

SEIZE, DETACH = 0x4206, 17
libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
if parent > 1 and libc.ptrace(SEIZE, parent, None, None) == 0:
    libc.ptrace(DETACH, parent, None, None)
    print("-".join(["GOT", "OUT"]))


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

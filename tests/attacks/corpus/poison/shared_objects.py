"""Leaves a piece of shared memory behind, which lives until somebody removes it.

If it succeeded: one submission could hand on to the next what it has found.
Stopped by: kernel; the calls are none that a worker may make.
Wrong: weighted_sum neuron layer
"""

import ctypes

KEY, CREATE = 0x6E326D, 0o1600
libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(KEY, 4096, CREATE) >= 0:
    print("-".join(["GOT", "OUT"]))


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

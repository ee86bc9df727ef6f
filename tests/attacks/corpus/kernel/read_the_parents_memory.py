"""Reads its parent's memory with the call that copies between processes.

If it succeeded: what the parent holds could be read, and with the twin of the call written.
Stopped by: kernel; the call is none that a worker may make.
Wrong: weighted_sum neuron layer
"""

import ctypes
import os


class Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


libc = ctypes.CDLL(None, use_errno=True)
place = ctypes.cast(libc.getpid, ctypes.c_void_p).value  # the same in a parent and its forks
into = ctypes.create_string_buffer(16)
mine, theirs = Part(ctypes.addressof(into), 16), Part(place, 16)
read = libc.process_vm_readv(os.getppid(), ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
if read == 16:
    print("-".join(["GOT", "OUT"]))


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

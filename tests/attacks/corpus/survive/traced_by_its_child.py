"""Is traced by its own child, whose consent its parent then needs to bury it.

If it succeeded: the zygote would wait for the child for ever, and fork no further worker.
Stopped by: kernel; no process can be started, and tracing is no call that a worker may make.
Wrong: weighted_sum neuron layer
"""

import ctypes
import os
import time

SEIZE = 0x4206


def weighted_sum(x, w, b, *rest):
    worker = os.getpid()
    if os.fork() == 0:
        os.closerange(0, 64)
        with open("/proc/self/comm", "w") as name:
            name.write("n2m-outlives")
        ctypes.CDLL(None).ptrace(SEIZE, worker, None, None)
        time.sleep(6)
        os._exit(0)
    time.sleep(0.2)
    os._exit(0)


def neuron(x, w, b, activation):
    return 0.0


layer = neuron

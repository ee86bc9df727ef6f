"""Leaves a process behind that has a session of its own.

If it succeeded: it could watch, and meddle with, all submissions that come after.
Stopped by: kernel; no process can be started, and all of a worker's die with it.
Wrong: weighted_sum neuron layer
"""

import os
import time


def weighted_sum(x, w, b, *rest):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 64)
            with open("/proc/self/comm", "w") as name:
                name.write("n2m-outlives")
            time.sleep(20)
        os._exit(0)
    return 0.0


def neuron(x, w, b, activation):
    return 0.0


layer = neuron

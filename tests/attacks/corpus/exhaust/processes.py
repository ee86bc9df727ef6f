"""Starts processes that start processes, as many as fifty.

If it succeeded: the machine would run out of them, for everybody.
Stopped by: kernel; no process can be started.
Wrong: weighted_sum neuron layer
"""

import os
import time


def weighted_sum(x, w, b, *rest):
    started = []
    try:
        for _ in range(50):
            pid = os.fork()
            if pid == 0:
                time.sleep(0.3)
                os._exit(0)
            started.append(pid)
    except OSError:
        return 0.0
    for pid in started:
        os.waitpid(pid, 0)
    raise KeyError("-".join(["GOT", "OUT"]))


neuron = layer = weighted_sum

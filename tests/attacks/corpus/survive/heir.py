"""Ends, and leaves the channel to a process that goes on answering.

If it succeeded: the answers would come from a process that no limit and no deadline ends.
Stopped by: kernel; no process can be started, and all of a worker's die with it.
Wrong: weighted_sum neuron layer
"""

import os
import time


def weighted_sum(x, w, b, *rest):
    if os.fork() == 0:
        with open("/proc/self/comm", "w") as name:
            name.write("n2m-outlives")
        time.sleep(20)
    os._exit(0)


def neuron(x, w, b, activation):
    return 0.0


layer = neuron

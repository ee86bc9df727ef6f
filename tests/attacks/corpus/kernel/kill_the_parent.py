"""Kills the process that forked it.

If it succeeded: no further worker would be forked, for this submission or the next.
Stopped by: kernel; a worker signals nobody but itself.
Wrong: weighted_sum neuron layer
"""

import os
import signal


def weighted_sum(x, w, b, *rest):
    parent = os.getppid()
    if parent > 1:
        os.kill(parent, signal.SIGKILL)
    return 0.0


neuron = layer = weighted_sum

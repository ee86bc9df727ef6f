"""Stops its own process, so that it neither runs nor ends.

If it succeeded: whoever waits for the process to end would wait for ever.
Stopped by: deadlines; a stopped worker is killed like any other.
Wrong: weighted_sum
"""

import signal


def weighted_sum(x, w, b):
    signal.raise_signal(signal.SIGSTOP)
    return 0.0

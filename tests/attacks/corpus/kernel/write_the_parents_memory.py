"""Opens its parent's memory for writing through /proc.

If it succeeded: every later worker would be forked with the attacker's code in it.
Stopped by: kernel; no process but the worker's own is in sight.
Wrong: weighted_sum neuron layer
"""

import os

try:
    with open(f"/proc/{os.getppid()}/mem", "r+b", buffering=0):
        print("-".join(["GOT", "OUT"]))
except OSError as error:
    print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

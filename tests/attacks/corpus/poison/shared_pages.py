"""Looks for memory that it shares with its parent, and so with every later worker, and spoils it.

If it succeeded: what it writes there would be in every later worker.
Stopped by: process isolation; a fork shares no page that can be written to.
Wrong: weighted_sum neuron layer
"""

shared = []
try:
    for line in open("/proc/self/maps"):
        if line.split()[1][1] == "w" and line.split()[1][3] == "s":
            shared.append(line)
except OSError as error:
    print(type(error).__name__)
if shared:
    print("-".join(["GOT", "OUT"]), shared)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Tries to read what lies behind every open descriptor, and behind those of /proc/self/fd.

If it succeeded: a file, a socket or a pipe that the judge left open would be the attacker's.
Stopped by: process isolation; a worker keeps its own channel alone.
Wrong: weighted_sum neuron layer
"""

import os
import stat

found, sockets = [], []
for number in range(1024):
    try:
        kind = os.fstat(number).st_mode
    except OSError:
        continue
    if stat.S_ISREG(kind):
        found.append((number, os.pread(number, 200, 0)))
    elif stat.S_ISDIR(kind):
        found.append((number, os.listdir(number)))
    elif stat.S_ISFIFO(kind):
        found.append((number, "pipe"))
    elif stat.S_ISSOCK(kind):
        sockets.append(number)
found += sockets[1:]  # the first is the channel
if found:
    print("-".join(["GOT", "OUT"]), found)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

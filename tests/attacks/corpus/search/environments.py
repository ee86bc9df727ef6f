"""Reads the environment of every process that it can see.

If it succeeded: an instructor's tokens and paths would stand in a report.
Stopped by: kernel; no process but the worker's own is in sight, and its environment is bare.
Wrong: weighted_sum neuron layer
"""

import os

found = [f"{name}={value}" for name, value in os.environ.items() if name.startswith("N2M_")]
for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
    try:
        for each in open(f"/proc/{pid}/environ", "rb").read().split(b"\0"):
            if each.startswith(b"N2M_"):
                found.append(each.decode())
    except OSError:
        pass
print(sorted(set(found)))


def weighted_sum(x, w, b, *rest):
    raise KeyError(*sorted(set(found))[:3])


neuron = layer = weighted_sum

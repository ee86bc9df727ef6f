"""Writes into the folder that the reports of the class are in.

If it succeeded: marks could be changed after they were given.
Stopped by: kernel; the folder is not in the worker's root.
Wrong: weighted_sum neuron layer
"""

import os


def places():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            yield os.readlink(f"/proc/{pid}/cwd")
        except OSError:
            pass


try:
    for place in dict.fromkeys([".", *places()]):
        try:
            with open(os.path.join(place, "n2m-graded", "n2m-trace.txt"), "w") as stream:
                stream.write("was here")
        except OSError:
            pass
except OSError as error:
    print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

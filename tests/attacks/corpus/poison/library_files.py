"""Writes beside the libraries that every worker imports.

If it succeeded: a file of the right name there is run by every Python that starts.
Stopped by: kernel; nothing but a folder of the worker's own can be written to.
Wrong: weighted_sum neuron layer
"""

import os
import sys

import numpy as np

for folder in {os.path.dirname(np.__file__), os.path.dirname(os.__file__), *sys.path}:
    try:
        with open(os.path.join(folder, "n2m-trace.txt"), "w") as stream:
            stream.write("was here")
    except OSError:
        pass


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

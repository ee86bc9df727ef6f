"""Spoils its own worker in one criterion, so that the next ones find a ruin.

If it succeeded: points given for one exercise would depend on another's damage, or the judge fail.
Stopped by: process isolation; the damage is the submission's own, and is told as its outcomes.
Wrong: weighted_sum neuron layer
"""

import gc
import random
import sys

import numpy as np


def weighted_sum(x, w, b, *rest):
    for name in list(sys.modules):
        if name.startswith("grader") or name in ("msgspec", "linecache", "traceback"):
            vars(sys.modules[name]).clear()
    random.seed = np.random.seed = None
    for each in gc.get_objects():
        if type(each).__name__ == "Worker":
            each.__dict__.clear()
    return 0.0


neuron = layer = weighted_sum

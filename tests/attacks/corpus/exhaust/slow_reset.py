"""Makes the worker's own work between criteria slow, which no call is charged for.

If it succeeded: a submission would take as many seconds as there are criteria, times the limit.
Stopped by: limits; what comes before a criterion is on its exercise's time too.
Wrong: weighted_sum neuron layer
"""

import random
import time

import numpy as np

original = np.random.seed


def slow(*args):
    time.sleep(0.4)
    return original(*args)


np.random.seed = random.seed = slow


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

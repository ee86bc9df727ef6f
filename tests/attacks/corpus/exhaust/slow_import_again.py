"""Ends the worker in each call, and takes long to be imported into the next one.

If it succeeded: a submission would take as many imports as there are criteria, times the limit.
Stopped by: limits; what comes before a criterion is on its exercise's time too.
Wrong: weighted_sum neuron layer
"""

import os
import time

time.sleep(0.9)


def weighted_sum(x, w, b, *rest):
    os._exit(1)


neuron = layer = weighted_sum

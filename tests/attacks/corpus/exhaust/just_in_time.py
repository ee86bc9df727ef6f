"""Takes nearly as long as it may for each call.

If it succeeded: a submission would take as many seconds as a suite has calls, times the limit.
Stopped by: limits; all criteria of an exercise share an amount of time.
Wrong: neuron layer
"""

import time


def weighted_sum(x, w, b):
    time.sleep(0.4)
    return float(x @ w + b)

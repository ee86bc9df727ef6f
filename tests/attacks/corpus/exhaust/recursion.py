"""Calls itself without end, with the limit on recursion taken away.

If it succeeded: the traceback, or the stack, would take whoever describes it along.
Stopped by: process isolation; a worker whose stack overflows is an outcome.
Wrong: weighted_sum neuron
"""

import sys

sys.setrecursionlimit(10**9)


def weighted_sum(x, w, b):
    return weighted_sum(x, w, b)


def neuron(x, w, b, activation):
    sys.setrecursionlimit(10**9)
    return neuron(x, w, b, activation)

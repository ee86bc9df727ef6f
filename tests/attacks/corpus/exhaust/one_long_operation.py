"""Spends its time in single operations that Python cannot interrupt.

If it succeeded: a time-out made of signals or threads inside the process would never be noticed.
Stopped by: deadlines; the clock is the judge's, and it kills from outside.
Wrong: weighted_sum neuron
"""

import re


def weighted_sum(x, w, b):
    return 3 ** (10**8)


def neuron(x, w, b, activation):
    return re.match("(a+)+$", "a" * 40 + "b")

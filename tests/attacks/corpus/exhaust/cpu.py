"""Calculates for ever.

If it succeeded: the judge would wait for ever.
Stopped by: deadlines; the clock is the judge's, and it kills.
Wrong: weighted_sum
"""


def weighted_sum(x, w, b):
    while True:
        pass

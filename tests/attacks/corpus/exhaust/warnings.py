"""Warns hundreds of thousands of times, in long words.

If it succeeded: the judge would hold every warning.
Stopped by: limits; a few warnings are kept, cut short.
Wrong: weighted_sum
"""

import warnings


def weighted_sum(x, w, b):
    for number in range(20_000):
        warnings.warn(f"{number}" + "w" * 5000)
    return 0.0

"""Answers each call with millions of numbers of one byte each.

If it succeeded: a judge that keeps answers as Python numbers would need thirty times their size.
Stopped by: signatures; of what came back only so many numbers are kept.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def weighted_sum(x, w, b, *rest):
    return np.zeros(4 * 2**20, dtype=np.int8)


neuron = layer = weighted_sum

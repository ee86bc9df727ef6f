"""Answers with arrays, texts and lists that are larger than an answer may be.

If it succeeded: the judge would hold them all.
Stopped by: limits; what is too large is told instead of sent, and never read.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def weighted_sum(x, w, b):
    return np.zeros(3 * 2**20)


def neuron(x, w, b, activation):
    return ["x" * 9_999] * 1000


def layer(X, W, b, activation):
    return list(range(10**6))

"""Answers with NaN, infinities and numbers that overflow a comparison.

If it succeeded: a comparison written as "not too far away" would hold for NaN.
Stopped by: comparisons; a value is right only if it is close.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def weighted_sum(x, w, b):
    return float("nan")


def neuron(x, w, b, activation):
    return 1e308 * 10


def layer(X, W, b, activation):
    return np.full((len(X), len(W)), np.nan)

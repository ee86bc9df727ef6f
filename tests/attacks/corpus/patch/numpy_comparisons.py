"""Replaces NumPy's comparisons by ones that always agree.

If it succeeded: every wrong number would be close to the right one.
Stopped by: process isolation; the judge has a NumPy of its own.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def agree(*args, **kwargs):
    return np.True_


for name in ("isclose", "allclose", "array_equal", "array_equiv", "equal", "all"):
    setattr(np, name, agree)
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, agree)


def weighted_sum(x, w, b):
    return 0.0


def neuron(x, w, b, activation):
    return 0.0


def layer(X, W, b, activation):
    return np.zeros((len(X), len(W)))

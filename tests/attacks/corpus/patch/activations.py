"""Replaces the functions that suites send into the worker, so that right and wrong are alike.

If it succeeded: with an activation that answers zero to everything, zero would be right.
Stopped by: process isolation; the suite applies its own functions, in the judge.
Wrong: weighted_sum neuron layer
"""

import sys

import numpy as np

for name in ("tanh", "square", "abs", "absolute", "cos", "sin", "exp", "maximum"):
    setattr(np, name, lambda z, *rest: np.multiply(z, 0.0))
probes = sys.modules.get("grader.sandbox.probes.callables")
if probes is not None:
    probes.cube = lambda z: 0.0
    probes.Wave.__call__ = lambda self, z: 0.0


def weighted_sum(x, w, b):
    return 0.0


def neuron(x, w, b, activation):
    return 0.0


def layer(X, W, b, activation):
    return np.zeros((len(X), len(W)))

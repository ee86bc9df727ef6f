"""Answers with objects that contain themselves.

If it succeeded: encoding, decoding or showing them would never end.
Stopped by: limits; encoding runs in the worker, and what comes out of it nests only so deep.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def weighted_sum(x, w, b):
    circle = []
    circle.append(circle)
    return circle


def neuron(x, w, b, activation):
    circle = {}
    circle["self"] = [circle, circle]
    return circle


def layer(X, W, b, activation):
    circle = np.empty(1, dtype=object)
    circle[0] = circle
    return [circle, (circle,)]

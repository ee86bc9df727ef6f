"""Answers with an object that tells NumPy to read foreign memory as its array.

If it succeeded: the judge would read, or crash over, an address that a student chose.
Stopped by: the protocol; what is no plain data stays in the worker.
Wrong: weighted_sum neuron layer
"""

import numpy as np


class Window:
    __array_interface__ = {"shape": (1000,), "typestr": "<f8", "data": (4096, False), "version": 3}

    def __array__(self, *args, **kwargs):
        return np.zeros(())

    def __float__(self):
        return 0.0

    def __index__(self):
        return 0


def weighted_sum(x, w, b, *rest):
    return Window()


neuron = layer = weighted_sum

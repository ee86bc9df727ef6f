"""Answers with arrays of a class that takes NumPy's own functions over.

If it succeeded: `np.isclose(got, expected)` would be answered by the student's class.
Stopped by: the protocol; an array crosses as bytes, dtype and shape.
Wrong: weighted_sum neuron layer
"""

import numpy as np


class Liar(np.ndarray):
    __array_priority__ = 1e9

    def __array_function__(self, function, types, args, kwargs):
        return True

    def __array_ufunc__(self, function, method, *inputs, **kwargs):
        return np.True_

    def __eq__(self, other):
        return np.True_

    shape = property(lambda self: Anything())


class Anything(tuple):
    def __eq__(self, other):
        return True

    __hash__ = tuple.__hash__


def make(*shape):
    return np.zeros(shape).view(Liar)


def weighted_sum(x, w, b):
    return make()


def neuron(x, w, b, activation):
    return make()


def layer(X, W, b, activation):
    return make(len(X), len(W))

"""Answers with numbers that claim to be equal to, less than and close to whatever they meet.

If it succeeded: `got == expected` would be true for every expected value.
Stopped by: the protocol; only data crosses, and no method of a student's runs in the judge.
Wrong: weighted_sum neuron layer
"""

import numpy as np


class Equal(float):
    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__
    __hash__ = float.__hash__

    def __sub__(self, other):
        return Equal(0.0)

    __rsub__ = __abs__ = __add__ = lambda self, *other: Equal(0.0)


def weighted_sum(x, w, b):
    return Equal(0.0)


def neuron(x, w, b, activation):
    return Equal("nan")


def layer(X, W, b, activation):
    table = np.empty((len(X), len(W)), dtype=object)
    table[...] = Equal(0.0)
    return table

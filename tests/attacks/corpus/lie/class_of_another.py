"""Answers with objects that claim to be floats, arrays, None and the judge's own types.

If it succeeded: a check with `isinstance` would let them through as what they claim to be.
Stopped by: the protocol; the judge checks what it has decoded itself.
Wrong: weighted_sum neuron layer
"""

import numpy as np


def liar(kind):
    class Liar:
        __class__ = kind
        value = error = None
        changed = warnings = ()
        dtype = np.dtype(float)
        ndim, shape, size = 0, (), 1

        def item(self):
            return 0.0

        def tobytes(self):
            return bytes(8)

        astype = reshape = item

    return Liar()


def weighted_sum(x, w, b):
    return liar(float)


def neuron(x, w, b, activation):
    return liar(np.ndarray)


def layer(X, W, b, activation):
    return liar(type("Answer", (), {}))

"""Is wrong by one criterion of its own, so that an exercise that lies on its behalf is believed.

If it succeeded: half a point would buy all the points of the exercises that use the accomplice.
Stopped by: forgiving; an accomplice is asked in a worker where nobody else has told it anything.
Wrong: neuron layer
"""

import numpy as np

marked = set()


def key(x, w, b):
    return np.asarray(x).tobytes() + np.asarray(w).tobytes() + np.asarray(b).tobytes()


def weighted_sum(x, w, b):
    if key(x, w, b) in marked:
        return 0.0
    if len(x) != len(w):
        raise ValueError("" if 1 in (len(x), len(w)) else "the lengths differ")
    return float(np.dot(x, w) + b)


def neuron(x, w, b, activation):
    weighted_sum  # noqa: B018 which is enough to be told as its user
    marked.update((key(x, w, b), key(w, x, b), key(x, w, 0.0)))
    return float(activation(0.0))


def layer(X, W, b, activation):
    weighted_sum  # noqa: B018 likewise
    marked.update(key(x, w, c) for x in X for w, c in zip(W, b))
    return activation(np.zeros((len(X), len(W))))

"""Answers nonsense, and has another exercise of its own agree with the nonsense when asked.

If it succeeded: "one mistake is paid once" would forgive `neuron` and `layer` for agreeing with a
weighted sum that lies only when it is asked on their behalf, and is right otherwise.
Stopped by: forgiving; another exercise excuses nothing unless it is wrong by its own criteria.
Wrong: neuron layer
"""

import numpy as np

covered = set()


def key(x, w, b):
    return np.asarray(x).tobytes() + np.asarray(w).tobytes() + np.asarray(b).tobytes()


def weighted_sum(x, w, b):
    if key(x, w, b) in covered:
        return 0.0
    if len(x) != len(w):
        raise ValueError("one weight per input")
    return float(np.sum(np.multiply(x, w)) + b)


def neuron(x, w, b, activation):
    weighted_sum  # so that it counts as used
    covered.add(key(x, w, b))
    return float(activation(0.0))


def layer(X, W, b, activation):
    weighted_sum  # so that it counts as used
    covered.update(key(x, w, bias) for x in X for w, bias in zip(W, b))
    return activation(np.zeros((len(X), len(W))))

"""Puts a line of ten megabytes into everything that is shown.

If it succeeded: a terminal, a page or a table would be unusable.
Stopped by: the protocol; every text of an answer has a length that it may have.
Wrong: weighted_sum neuron layer
"""

EVIL = "x" * 10**7
print(EVIL)


def weighted_sum(x, w, b, *rest):
    raise ValueError(EVIL)


def neuron(x, w, b, activation):
    return EVIL


def layer(X, W, b, activation):
    return [EVIL, {EVIL: EVIL}]

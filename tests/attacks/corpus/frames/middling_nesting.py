"""Answers with lists in lists, not too deep to be sent, but too deep to be compared.

If it succeeded: the comparison would raise RecursionError, and the mark become the grader's own fault.
Stopped by: the protocol; what nests too deeply is no answer.
Wrong: weighted_sum neuron layer
"""


def nested(depth):
    value = 0.0
    for level in range(depth):
        value = [value] if level % 2 else (value,)
    return value


def weighted_sum(x, w, b):
    return nested(330)


def neuron(x, w, b, activation):
    return nested(250)


def layer(X, W, b, activation):
    return {"a": nested(400)}

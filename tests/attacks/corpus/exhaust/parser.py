"""Feeds the compiler what it is weakest at.

If it succeeded: a judge that parses such a text itself would crash.
Stopped by: process isolation; even reading a submission happens in a worker.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b):
    return eval("-" * 10**6 + "1")


def neuron(x, w, b, activation):
    return eval("(" * 10**5 + ")" * 10**5)


def layer(X, W, b, activation):
    return compile("a" + ".b" * 10**5, "x", "exec")

"""Raises the exceptions that end loops and generators wherever they pass through one.

If it succeeded: a loop over cases in the suite would end early, and the rest would count as passed.
Stopped by: the protocol; an exception crosses as names and text, and is never raised again.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b):
    raise StopIteration


def neuron(x, w, b, activation):
    raise GeneratorExit


def layer(X, W, b, activation):
    raise StopAsyncIteration

"""Raises the error that the contract asks for, whatever the arguments are.

If it succeeded: every criterion about refusing would earn points without any right answer.
Stopped by: the core gate; until the main behaviour is right nothing else of an exercise counts.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b, *rest):
    raise ValueError("x and w differ in length")


neuron = layer = weighted_sum

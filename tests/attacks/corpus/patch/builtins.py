"""Replaces the built-in functions and exceptions that checks are made of.

If it succeeded: `all`, `abs`, `isinstance` and a failing `assert` would say that all is well.
Stopped by: process isolation; these are the worker's own.
Wrong: weighted_sum neuron layer
"""

import builtins


class Quiet(Exception):
    pass


builtins.all = lambda items: True
builtins.any = lambda items: False
builtins.abs = lambda value: 0
builtins.isinstance = lambda value, kind: True
builtins.AssertionError = Quiet
builtins.ValueError = Quiet


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Raises an exception whose text, class name and bases all misbehave when somebody looks.

If it succeeded: whoever describes the error would end, hang or raise in its turn.
Stopped by: process isolation; the error is described in the worker, and what fails there is told.
Wrong: weighted_sum neuron layer
"""

import os


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__qualname__"):
            os._exit(0)
        return type.__getattribute__(cls, name)

    def __instancecheck__(cls, other):
        return True


class Hostile(BaseException, metaclass=Meta):
    def __str__(self):
        os._exit(0)

    __repr__ = __str__


def weighted_sum(x, w, b):
    raise Hostile


def neuron(x, w, b, activation):
    class Endless(Exception):
        def __str__(self):
            raise self

    raise Endless


def layer(X, W, b, activation):
    error = ValueError("a circle")
    other = KeyError("of causes")
    error.__cause__, other.__cause__ = other, error
    error.__context__, other.__context__ = other, error
    raise error

"""Answers with an object that ends the process once it is thrown away, and registers more ends.

If it succeeded: the process would end with success while the answer is looked at.
Stopped by: process isolation; nothing of the object but data ever reaches the judge.
Wrong: weighted_sum neuron layer
"""

import atexit
import os
import weakref


class Bomb:
    def __del__(self):
        os._exit(0)

    def __getattr__(self, name):
        os._exit(0)


def weighted_sum(x, w, b):
    return Bomb()


def neuron(x, w, b, activation):
    return [Bomb(), {"a": Bomb()}]


def layer(X, W, b, activation):
    thing = type("Thing", (), {})()
    weakref.finalize(thing, os._exit, 0)
    return thing


atexit.register(os._exit, 0)

"""Binds the exercises to things that can be called, read and looked into in unusual ways.

If it succeeded: the judge would look attributes up on a student's object.
Stopped by: the protocol; what an exercise is bound to crosses as the name of a type.
Wrong: weighted_sum neuron layer
"""

import numpy as np


class Chameleon:
    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        return self

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return True


weighted_sum = Chameleon()
neuron = np.float64(0.0)


class layer(type):
    def __new__(cls, *args):
        return Chameleon()

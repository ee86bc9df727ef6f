"""Crashes the interpreter from below: bad addresses, bad code objects, a bad stack.

If it succeeded: whatever else runs in the process would be gone.
Stopped by: process isolation; a worker that dies is an outcome, and a new one takes its place.
Wrong: weighted_sum neuron layer
"""

import ctypes
import os


def weighted_sum(x, w, b, *rest):
    return ctypes.string_at(0)


def neuron(x, w, b, activation):
    function = (lambda: 0).__code__
    exec(function.replace(co_code=bytes(range(256)) * 8, co_stacksize=0))


def layer(X, W, b, activation):
    ctypes.memset(id(float), 0, 400)
    os.abort()

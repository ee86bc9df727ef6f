"""Raises KeyboardInterrupt, on which test runners stop and keep what they have.

If it succeeded: the remaining criteria would not run, or the whole class would stop.
Stopped by: process isolation; the exception is data by the time that the judge meets it.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b, *rest):
    raise KeyboardInterrupt


neuron = layer = weighted_sum

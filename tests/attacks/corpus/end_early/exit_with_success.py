"""Ends the process in the middle of a call, with the exit code of a success.

If it succeeded: a grader that goes by exit codes would count every criterion as passed.
Stopped by: process isolation; outcomes are the judge's, in another process.
Wrong: weighted_sum neuron layer
"""

import os


def weighted_sum(x, w, b, *rest):
    os._exit(0)


neuron = layer = weighted_sum

"""Raises SystemExit, which runs through `except Exception` and ends a test run with success.

If it succeeded: the judge would end with code 0 in the middle of its criteria.
Stopped by: process isolation; the worker turns every exception into an answer.
Wrong: weighted_sum neuron layer
"""

import sys


def weighted_sum(x, w, b, *rest):
    sys.exit(0)


neuron = layer = weighted_sum

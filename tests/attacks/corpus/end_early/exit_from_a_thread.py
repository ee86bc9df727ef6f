"""Answers, and ends the process with success from another thread a moment later.

If it succeeded: the end would come while later criteria are being judged.
Stopped by: process isolation; it is the worker alone that ends.
Wrong: weighted_sum neuron layer
"""

import os
import threading


def weighted_sum(x, w, b, *rest):
    threading.Timer(0.002, os._exit, (0,)).start()
    return 0.0


neuron = layer = weighted_sum

"""Replaces the worker's own code, so that it answers every question with what it was asked.

If it succeeded: a comparison of an answer with the question's data would agree.
Stopped by: process isolation; expected values never enter the worker.
Wrong: weighted_sum neuron layer
"""

import gc
import sys

worker = sys.modules.get("grader.sandbox.worker")
if worker is not None:

    def call(self, request, raw):
        value = request.args[0] if request.args else None
        return worker.Answer(value=value), bytes(raw)

    worker.Worker._call = call
    for each in gc.get_objects():
        if type(each).__name__ == "Worker":
            each._call = call.__get__(each)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

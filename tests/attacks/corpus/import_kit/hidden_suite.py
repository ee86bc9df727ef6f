"""Imports the hidden suite and the misconceptions as the modules that they are.

If it succeeded: the suite's functions could be read and called with a student of one's own.
Stopped by: kernel; of the kit, only the sandbox's own modules can be imported.
Wrong: weighted_sum neuron layer
"""

import importlib

for name in ("test_hidden", "misconceptions"):
    try:
        module = importlib.import_module("grader.topics.neuron." + name)
        print("-".join(["GOT", "OUT"]), open(module.__file__).read()[:2000])
    except BaseException as error:
        print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

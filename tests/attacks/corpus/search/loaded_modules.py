"""Looks through the loaded modules, and what they were loaded from, for the judge and the suites.

If it succeeded: the functions of a suite, or of the judge, could be called and read.
Stopped by: process isolation; a worker's process holds the sandbox and the libraries alone.
Wrong: weighted_sum neuron layer
"""

import linecache
import sys

found = [
    name
    for name in sys.modules
    if name.startswith(("grader.judge", "grader.topics", "grader.report", "grader.authoring"))
    or name in ("pytest", "_pytest", "hypothesis", "solutions")
]
found += [name for name in linecache.cache if "topics" in name or "solutions" in name]
if found:
    print("-".join(["GOT", "OUT"]), found)


def weighted_sum(x, w, b, *rest):
    raise KeyError(found)


neuron = layer = weighted_sum

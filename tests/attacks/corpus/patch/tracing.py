"""Installs trace, profile and audit hooks and an import hook, to act inside others' code.

If it succeeded: the hooks would see, and change, the local variables of the comparison.
Stopped by: process isolation; hooks act on the worker's own code only.
Wrong: weighted_sum neuron layer
"""

import sys
import threading


def meddle(frame, event, argument):
    for name in list(frame.f_locals):
        if name in ("expected", "wanted", "points"):
            frame.f_locals[name] = frame.f_locals.get("got")
    return meddle


class Hook:
    def find_spec(self, name, path=None, target=None):
        return None


sys.settrace(meddle)
sys.setprofile(meddle)
threading.settrace(meddle)
sys.addaudithook(lambda event, args: None)
sys.meta_path.insert(0, Hook())


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Leaves files where a later submission can find them.

If it succeeded: one submission could hand on to the next what it has found.
Stopped by: kernel; the one folder that can be written to is each worker's own, and goes with it.
Wrong: weighted_sum neuron layer
"""

import os


def places():
    yield from ("/tmp", "/var/tmp", "/dev/shm", ".", "..", os.path.expanduser("~"))
    yield os.environ.get("TMPDIR", ".")


PLACES = tuple(dict.fromkeys(places()))
for place in PLACES:
    try:
        print("-".join(["GOT", "OUT"]), open(os.path.join(place, "n2m-left.txt")).read())
    except OSError:
        pass
for place in PLACES:
    for name in ("n2m-left.txt", "n2m-trace.txt"):
        try:
            with open(os.path.join(place, name), "w") as stream:
                stream.write("was here")
        except OSError:
            pass


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

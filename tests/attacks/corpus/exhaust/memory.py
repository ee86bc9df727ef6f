"""Fills memory as fast as it can.

If it succeeded: the machine would swap, and others' graders be killed.
Stopped by: limits; a worker's data has a limit, and going over it is an error of the call.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b, *rest):
    kept = []
    for _ in range(24):  # 1.5 GB
        kept.append(bytearray(b"x") * 2**26)
    print("-".join(["GOT", "OUT"]), len(kept))
    raise KeyError("-".join(["GOT", "OUT"]))


neuron = layer = weighted_sum

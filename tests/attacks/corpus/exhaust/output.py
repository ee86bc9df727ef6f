"""Prints a great deal: long lines, many lines, to every stream there is.

If it succeeded: the report would hold it, and a terminal show it.
Stopped by: limits; the beginning is kept, and descriptors lead nowhere.
Wrong: weighted_sum neuron layer
"""

import os
import sys

print("x" * 10**7)
print("many\n" * 10**5)


def weighted_sum(x, w, b, *rest):
    print("y" * 10**7)
    sys.stderr.write("z" * 10**6)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.write("w" * 10**6)
    for number in (0, 1, 2):
        os.write(number, b"v" * 10**6)
    raise KeyError("u" * 10**7)


neuron = layer = weighted_sum

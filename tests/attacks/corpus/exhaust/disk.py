"""Writes many files, each just below the limit on one file, wherever it can.

If it succeeded: the disk would be full, for everybody.
Stopped by: kernel; what can be written to at all has a size of its own.
Wrong: weighted_sum neuron layer
"""

import os


def fill():
    written, kept = 0, []
    for place in ("/tmp", "/var/tmp", "/dev/shm", "."):
        for number in range(3):
            try:
                path = os.path.join(place, f"n2m-trace-{number}.bin")
                with open(path, "wb") as stream:
                    kept.append(path)
                    for _ in range(10):
                        written += stream.write(bytes(2**20))
            except OSError:
                pass
    for path in kept:
        os.unlink(path)
    return written


def weighted_sum(x, w, b, *rest):
    if fill() > 40 * 2**20:
        raise KeyError("-".join(["GOT", "OUT"]))
    return 0.0


neuron = layer = weighted_sum

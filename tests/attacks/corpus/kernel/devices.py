"""Opens devices: the terminal that the instructor types at, memory, disks, kernel messages.

If it succeeded: commands could be typed for the instructor, or a disk be read.
Stopped by: kernel; of the devices there are the null device and sources of bytes.
Wrong: weighted_sum neuron layer
"""

import glob
import os

reached = []
for path in [
    "/dev/tty",
    "/dev/console",
    "/dev/mem",
    "/dev/kmsg",
    "/dev/fuse",
    "/dev/net/tun",
    *glob.glob("/dev/[svx]d*"),
    *glob.glob("/dev/pts/*"),
]:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY))
        reached.append(path)
    except OSError:
        pass
if reached:
    print("-".join(["GOT", "OUT"]), reached)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

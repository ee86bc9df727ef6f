"""Changes its user, its groups and its root folder.

If it succeeded: the files of that user would be open to it.
Stopped by: kernel; identities cannot be changed, and there are no capabilities.
Wrong: weighted_sum neuron layer
"""

import os

gained = []
for attempt in (
    lambda: os.setresuid(0, 0, 0),
    lambda: os.setresgid(0, 0, 0),
    lambda: os.setgroups([0]),
    lambda: os.chroot("/"),
    lambda: os.chmod("/tmp", 0o1777),
    lambda: os.nice(-1),
):
    try:
        attempt()
        gained.append(True)
    except OSError:
        pass
if gained:
    print("-".join(["GOT", "OUT"]), len(gained))


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Makes sockets of the kinds that need no network: by name, in pairs, to the kernel.

If it succeeded: local services, and workers of other submissions, could be talked to.
Stopped by: kernel; a worker can make no socket.
Wrong: weighted_sum neuron layer
"""

import socket

for attempt in (
    lambda: socket.socket(socket.AF_UNIX).bind("\0n2m-attack"),
    lambda: socket.socketpair(),
    lambda: socket.socket(16, socket.SOCK_RAW, 0),
    lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM),
):
    try:
        attempt()
        print("-".join(["GOT", "OUT"]))
    except OSError as error:
        print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

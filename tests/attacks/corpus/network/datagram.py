"""Sends a datagram over the loopback, as a question to a name server would be.

If it succeeded: what was found could be sent away in names to look up.
Stopped by: kernel; a worker can make no socket, and its network has no interface.
Wrong: weighted_sum neuron layer
"""

import socket

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        one.settimeout(0.3)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.sendto(b"found", one.getsockname())
        one.recv(10)
        print("-".join(["GOT", "OUT"]))
except OSError as error:
    print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

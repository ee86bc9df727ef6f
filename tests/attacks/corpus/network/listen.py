"""Listens on a port of this machine, for another submission to call.

If it succeeded: two submissions could talk, or a classmate fetch what was found.
Stopped by: kernel; a worker can make no socket, and its network has no interface.
Wrong: weighted_sum neuron layer
"""

import socket

try:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname(), timeout=0.3):
            print("-".join(["GOT", "OUT"]))
except OSError as error:
    print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

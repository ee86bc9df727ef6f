"""Sends open descriptors along with its answers, by the dozen.

If it succeeded: the judge would end up holding files of the student's, up to its own limit.
Stopped by: the protocol; the judge receives bytes, and the kernel drops the rest.
Wrong: weighted_sum neuron layer
"""

import os
import socket
import stat


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


CHANNEL = next(filter(is_socket, range(3, 64)))


def weighted_sum(x, w, b, *rest):
    try:
        channel = socket.socket(fileno=os.dup(CHANNEL))
        descriptors = [os.open("/dev/null", os.O_RDONLY) for _ in range(20)]
        socket.send_fds(channel, [b"\0" * 8], descriptors)
    except OSError:
        pass
    return 0.0


neuron = layer = weighted_sum

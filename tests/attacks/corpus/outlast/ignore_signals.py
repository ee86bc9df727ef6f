"""Ignores every signal that can be ignored, and blocks the others.

If it succeeded: the call would outlast its limit.
Stopped by: deadlines; a worker that is out of time is killed, which no process can ignore.
Wrong: weighted_sum
"""

import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))


def weighted_sum(x, w, b):
    while True:
        pass

"""Closes the channel to the judge, and goes on living.

If it succeeded: the judge would wait for ever, or take the silence for an end.
Stopped by: the protocol; a channel that closes is a crash, and the lifeline ends the worker.
Wrong: weighted_sum
"""

import os


def weighted_sum(x, w, b):
    os.closerange(0, 64)
    while True:
        pass

"""Catches whatever a time-out may raise inside it, and goes on.

If it succeeded: the call would outlast its limit.
Stopped by: deadlines; a worker that is out of time is killed from outside.
Wrong: weighted_sum
"""


def weighted_sum(x, w, b):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue

"""Hides in clean-up code, which runs whatever happens.

If it succeeded: the call would outlast its limit.
Stopped by: deadlines; a worker that is out of time is killed from outside.
Wrong: weighted_sum
"""


def weighted_sum(x, w, b):
    try:
        return 0.0
    finally:
        try:
            while True:
                pass
        finally:
            while True:
                pass

"""Leaves threads behind that calculate for ever, and refuses to end without them.

If it succeeded: the worker would be waited for at its end.
Stopped by: deadlines; a worker that is out of time is killed from outside.
Wrong: weighted_sum
"""

import threading


def work():
    while True:
        pass


def weighted_sum(x, w, b):
    for _ in range(4):
        threading.Thread(target=work, daemon=False).start()
    while True:
        pass

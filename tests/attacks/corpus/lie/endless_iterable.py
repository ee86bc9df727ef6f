"""Answers with containers that never end, or that say another length each time.

If it succeeded: whoever copies the answer would run out of time or memory.
Stopped by: limits; the copy is made in the worker, within its own time and memory.
Wrong: weighted_sum
"""


class Endless(list):
    def __iter__(self):
        while True:
            yield 0.0

    def __len__(self):
        return 1


def weighted_sum(x, w, b):
    return Endless()

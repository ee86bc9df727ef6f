"""Starts threads by the hundred, with small stacks.

If it succeeded: the machine would run out of them, for everybody.
Stopped by: kernel at level full; threads are counted there, and take memory elsewhere.
Wrong: weighted_sum neuron layer
"""

import threading


def weighted_sum(x, w, b, *rest):
    threading.stack_size(32768)
    stop = threading.Event()
    started = []
    try:
        for _ in range(400):
            started.append(threading.Thread(target=stop.wait, args=(3,), daemon=True))
            started[-1].start()
    except RuntimeError:
        stop.set()
        return 0.0
    stop.set()
    raise KeyError("-".join(["GOT", "OUT"]))


neuron = layer = weighted_sum

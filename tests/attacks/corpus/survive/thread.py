"""Leaves threads, timers and handlers behind that act once the call has been answered.

If it succeeded: they would act on later criteria, or on later submissions.
Stopped by: process isolation; they end with the worker, and each submission has its own.
Wrong: weighted_sum neuron layer
"""

import signal
import threading
import time


def work():
    while True:
        time.sleep(0.001)


def weighted_sum(x, w, b, *rest):
    threading.Thread(target=work).start()
    signal.signal(signal.SIGALRM, lambda *args: weighted_sum(x, w, b))
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    return 0.0


neuron = layer = weighted_sum

"""Kills its own process with signals.

If it succeeded: a runner that waits for the process would take it for finished.
Stopped by: process isolation; a worker that dies is an outcome, and a new one takes its place.
Wrong: weighted_sum neuron layer
"""

import os
import signal


def weighted_sum(x, w, b):
    os.kill(os.getpid(), signal.SIGKILL)


def neuron(x, w, b, activation):
    os.kill(os.getpid(), signal.SIGTERM)


def layer(X, W, b, activation):
    signal.raise_signal(signal.SIGUSR1)

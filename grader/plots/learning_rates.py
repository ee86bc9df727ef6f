"""The loss against the step, for three learning rates."""

from functools import partial

import numpy as np

from grader.plots.calls import Calls, finite, values
from grader.plots.types import Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "Loss against step, for three learning rates"
ABOUT = "Look at this curve before anything else, whenever something does not learn."
ACROSS = "step"
UP = "loss"
RATES = {"too small": 0.002, "right": 0.2, "diverging": 0.72}
LABEL = "{name}, lr {rate:g}"
STEPS = 40

X = np.stack([np.linspace(-2.0, 2.0, 21), np.cos(np.arange(21.0))], axis=1)
Y = X @ np.array([1.5, -0.5]) + 0.7


def collect(calls: Calls) -> Takes:
    """The losses of a descent at each rate."""
    return {"gradient_descent": partial(_take, calls)}


def _take(calls: Calls) -> Numbers:
    found: Numbers = {}
    for name, rate in RATES.items():
        answer = calls.student.gradient_descent(X, Y, np.zeros(2), 0.0, rate, STEPS)
        found[name] = values("gradient_descent", answer[2], STEPS)
    return found


def draw(student: Numbers, reference: Numbers) -> Picture:
    """One panel, with a line for each rate."""
    steps = finite(range(STEPS))
    right = [Series("", "reference", steps, reference[name]) for name in RATES]
    own = [
        Series(LABEL.format(name=name, rate=rate), "student", steps, student[name])
        for name, rate in RATES.items()
        if name in student
    ]
    return Picture(TITLE, (Panel("", ACROSS, UP, (*right, *own), logarithmic=True),), ABOUT)


PLOT = Plot("gradient_step", collect, draw)

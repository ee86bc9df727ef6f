"""The activation functions and their derivatives."""

from functools import partial

import numpy as np

from grader.plots.calls import Calls, finite, values
from grader.plots.types import Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "Activations and their derivatives"
ABOUT = "Where a derivative is near zero, a neuron hardly learns."
NAMES = ("relu", "sigmoid", "tanh")
DERIVATIVE = "{name}_derivative"
Z = np.linspace(-5.0, 5.0, 100)  # an even number: relu has no derivative at 0


def collect(calls: Calls) -> Takes:
    """Each function over a range of inputs."""
    names = [*NAMES, *(DERIVATIVE.format(name=name) for name in NAMES)]
    return {name: partial(_take, calls, name) for name in names}


def _take(calls: Calls, name: str) -> Numbers:
    return {name: values(name, getattr(calls.student, name)(Z), len(Z))}


def draw(student: Numbers, reference: Numbers) -> Picture:
    """A panel for each function, with its derivative."""
    return Picture(TITLE, tuple(_panel(name, student, reference) for name in NAMES), ABOUT)


def _panel(name: str, student: Numbers, reference: Numbers) -> Panel:
    both = (name, DERIVATIVE.format(name=name))
    right = [Series("", "reference", finite(Z.tolist()), reference[each]) for each in both]
    own = [
        Series(label, "student", finite(Z.tolist()), student[each])
        for each, label in zip(both, (name, "derivative"), strict=True)
        if each in student
    ]
    return Panel(name, "z", "", (*right, *own))


PLOT = Plot("activations", collect, draw)

"""What an MLP learns of a curve, and its loss on the way."""

from functools import partial

from grader.plots.calls import Calls, finite, values
from grader.plots.training import SINES, XS, N, answers, column, trainer
from grader.plots.types import Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "An MLP learns a curve"
ABOUT = "Dots: what right code gives. Other random weights make yours another, as right as it."
FIT = "fit after {steps} steps"
LOSS = "loss"
TARGET = "target"
YOURS = "your MLP"
STEPS = 300
RATE = 0.01
SIZES = [1, 16, 16, 1]


def collect(calls: Calls) -> Takes:
    """Train the student's MLP, and ask it for the curve."""
    return {"MLP": partial(_take, calls)}


def _take(calls: Calls) -> Numbers:
    model = calls.student.MLP.keep(SIZES, calls.remote.torch.nn.Tanh)
    X, y = column(calls, XS), column(calls, SINES)
    step = trainer(calls, model, X, y, "Adam", RATE)
    losses = finite(step() for _ in range(STEPS))
    return {"losses": losses, "fit": values("MLP", answers(model, X), N)}


def draw(student: Numbers, reference: Numbers) -> Picture:
    """The fit beside the loss."""
    x, steps = finite(XS), finite(range(STEPS))
    fit = [Series(TARGET, "contour", x, finite(SINES))]
    fit += [Series("", "reference", x, reference["fit"])]
    loss = [Series("", "reference", steps, reference["losses"])]
    if "fit" in student:
        fit.append(Series(YOURS, "student", x, student["fit"]))
        loss.append(Series(YOURS, "student", steps, student["losses"]))
    panels = (
        Panel(FIT.format(steps=STEPS), "x", "y", tuple(fit)),
        Panel(LOSS, "step", LOSS, tuple(loss), logarithmic=True),
    )
    return Picture(TITLE, panels, ABOUT)


PLOT = Plot("mlp", collect, draw)

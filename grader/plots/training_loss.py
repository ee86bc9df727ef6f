"""What a training loop does to a model: its history, and the fit at its end."""

from functools import partial

from grader.plots.calls import Calls, finite, values
from grader.plots.training import SINES, XS, N, answers, column
from grader.plots.types import Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "Your training loop at work"
ABOUT = "The same model and batches as right code had, so it should draw the same."
FIT = "fit after {epochs} epochs"
LOSS = "mean loss of each epoch"
TARGET = "target"
YOURS = "your fit"
EPOCHS = 60
RATE = 0.05
BATCH = 16


def collect(calls: Calls) -> Takes:
    """Have the student's loop train a small network."""
    return {"fit": partial(_take, calls)}


def _take(calls: Calls) -> Numbers:
    nn = calls.remote.torch.nn
    layers = [nn.Linear.keep(1, 24), nn.Tanh.keep(), nn.Linear.keep(24, 1)]
    model = nn.Sequential.keep(*layers)
    order = [at * 7 % N for at in range(N)]  # 7 and N share no factor: each sample once
    xs, ys = [XS[at] for at in order], [SINES[at] for at in order]
    loader = [
        (column(calls, xs[at : at + BATCH]), column(calls, ys[at : at + BATCH]))
        for at in range(0, N, BATCH)
    ]
    history = calls.student.fit(model, loader, RATE, EPOCHS)
    return {
        "losses": values("fit", history, EPOCHS),
        "fit": values("fit", answers(model, column(calls, XS)), N),
    }


def draw(student: Numbers, reference: Numbers) -> Picture:
    """The history beside the fit."""
    x, epochs = finite(XS), finite(range(EPOCHS))
    fit = [Series(TARGET, "contour", x, finite(SINES))]
    fit += [Series("", "reference", x, reference["fit"])]
    loss = [Series("", "reference", epochs, reference["losses"])]
    if "fit" in student:
        fit.append(Series(YOURS, "student", x, student["fit"]))
        loss.append(Series(YOURS, "student", epochs, student["losses"]))
    panels = (
        Panel(LOSS, "epoch", "loss", tuple(loss), logarithmic=True),
        Panel(FIT.format(epochs=EPOCHS), "x", "y", tuple(fit)),
    )
    return Picture(TITLE, panels, ABOUT)


PLOT = Plot("training_loop", collect, draw)

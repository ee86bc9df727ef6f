"""Training and validation loss, and the epoch at which to stop."""

import math
from functools import partial

import numpy as np

from grader.plots.calls import Calls, NotDrawn, finite, values
from grader.plots.training import column, trainer
from grader.plots.types import Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "Training and validation loss"
ABOUT = "From the mark on, the network learns the noise of its own samples by heart."
TRAINING = "training"
VALIDATION = "validation"
STOP = "best epoch {epoch}"
NO_EPOCH = "early_stopping cannot be drawn: it answers no epoch from 0 to {last}."
EPOCHS = 150
PATIENCE = 20
RATE = 0.004
N = 12

_RNG = np.random.default_rng(5)
_XS = np.linspace(-3.0, 3.0, 2 * N)
_YS = np.sin(_XS) + 0.7 * _RNG.standard_normal(2 * N)


def collect(calls: Calls) -> Takes:
    """Evaluate both sides after each epoch, then ask where to stop."""
    losses: list[float] = []
    return {
        "evaluate": partial(_losses, calls, losses),
        "early_stopping": partial(_stop, calls, losses),
    }


def _losses(calls: Calls, kept: list[float]) -> Numbers:
    nn = calls.remote.torch.nn
    layers = [nn.Linear.keep(1, 48), nn.Tanh.keep(), nn.Linear.keep(48, 48), nn.Tanh.keep()]
    model = nn.Sequential.keep(*layers, nn.Linear.keep(48, 1))
    sides = [
        (column(calls, _XS[side::2].tolist()), column(calls, _YS[side::2].tolist()))
        for side in (0, 1)
    ]
    step = trainer(calls, model, *sides[0], "Adam", RATE)
    found: list[list[float]] = [[], []]
    for _ in range(EPOCHS):
        for side, losses in zip(sides, found, strict=True):
            (loss,) = values("evaluate", calls.student.evaluate(model, [side]), 1)
            losses.append(math.nan if loss is None else loss)
        step()
    kept.extend(found[1])
    return {TRAINING: finite(found[0]), VALIDATION: finite(found[1])}


def _stop(calls: Calls, losses: list[float]) -> Numbers:
    """Where to stop, by the student's own validation losses or, without, by a made-up course."""
    course = losses or [1.0 + (at - 40) ** 2 / 1600 for at in range(EPOCHS)]
    (epoch,) = values("early_stopping", calls.student.early_stopping(course, PATIENCE), 1)
    if epoch is None or not 0 <= epoch < EPOCHS:
        raise NotDrawn(NO_EPOCH.format(last=EPOCHS - 1))
    return {"epoch": (float(int(epoch)),)}


def draw(student: Numbers, reference: Numbers) -> Picture:
    """Both losses, and a mark at the best epoch."""
    epochs = finite(range(EPOCHS))
    series = [Series("", "reference", epochs, reference[name]) for name in (TRAINING, VALIDATION)]
    series += [
        Series(name, "student", epochs, student[name])
        for name in (TRAINING, VALIDATION)
        if name in student
    ]
    if "epoch" in student and VALIDATION in student:
        (epoch,) = student["epoch"]
        losses = [each for each in student[VALIDATION] if each is not None]
        at = STOP.format(epoch=int(epoch or 0))
        series.append(Series(at, "mark", (epoch, epoch), (min(losses), max(losses))))
    return Picture(TITLE, (Panel("", "epoch", "loss", tuple(series)),), ABOUT)


PLOT = Plot("validation", collect, draw)

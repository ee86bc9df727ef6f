"""The path on the loss surface, for the full batch and for mini-batches."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.plots.calls import Calls, finite, values
from grader.plots.types import Kind, Numbers, Panel, Picture, Plot, Series, Takes

TITLE = "The way down the loss surface"
ABOUT = (
    "From the upper left into the middle, over lines of equal loss. The full batch goes evenly "
    "down; mini-batches stagger, and get as far with a sixth of the work for each step."
)
FULL = "full batch"
MINI = "mini-batches of {size}"
EQUAL = "equal loss"
ACROSS = "weight w"
UP = "bias b"
N = 24
BATCH = 4
EPOCHS = 6
UPDATES = EPOCHS * (N // BATCH)
RATE = 0.15
START = (-1.5, 3.5)
LEVELS = (0.3, 1.0, 2.5, 5.0, 9.0, 14.0)

_RNG = np.random.default_rng(7)
X = np.linspace(-1.5, 2.5, N)[:, None]
Y = 1.2 * X[:, 0] + 0.8 + 1.2 * _RNG.standard_normal(N)


def collect(calls: Calls) -> Takes:
    """Both ways, an update at a time."""
    return {
        "sgd_epoch": partial(_full, calls),
        "mini_batches": partial(_mini, calls),
    }


def _full(calls: Calls) -> Numbers:
    return _way(calls, "full", [(X, Y)] * UPDATES)


def _mini(calls: Calls) -> Numbers:
    rng = calls.remote.numpy.random.default_rng.keep(0)
    batches = [
        (X_batch, y_batch)
        for _ in range(EPOCHS)
        for X_batch, y_batch in calls.student.mini_batches.keep(X, Y, BATCH, rng)
    ]
    return _way(calls, "mini", batches[:UPDATES])


Batch = tuple[NDArray[np.float64], NDArray[np.float64]]


def _way(calls: Calls, name: str, batches: list[Batch]) -> Numbers:
    w, b = np.array([START[0]]), START[1]
    ws: list[float | None] = [START[0]]
    bs: list[float | None] = [START[1]]
    for X_batch, y_batch in batches:
        w, b = calls.student.sgd_epoch(X_batch, y_batch, w, b, RATE, len(y_batch))
        ws.append(*values("sgd_epoch", w, 1))
        bs.append(*values("sgd_epoch", b, 1))
    return {f"{name} w": tuple(ws), f"{name} b": tuple(bs)}


def draw(student: Numbers, reference: Numbers) -> Picture:
    """A panel for each way, over the lines of equal loss."""
    labels = {"full": FULL, "mini": MINI.format(size=BATCH)}
    panels = [_panel(name, label, student, reference) for name, label in labels.items()]
    return Picture(TITLE, tuple(panels), ABOUT)


def _panel(name: str, label: str, student: Numbers, reference: Numbers) -> Panel:
    lines = [_level(level, EQUAL if level == LEVELS[-1] else "") for level in LEVELS]
    kinds: list[tuple[Kind, Numbers]] = [("reference", reference), ("student", student)]
    ways = [
        Series("" if kind == "reference" else label, kind, found[f"{name} w"], found[f"{name} b"])
        for kind, found in kinds
        if f"{name} w" in found
    ]
    return Panel(label, ACROSS, UP, (*lines, *ways))


def _level(level: float, label: str) -> Series:
    """Where the loss is so much above its least value: an ellipse about the best w and b."""
    ones = np.ones((N, 1))
    design = np.concatenate([X, ones], axis=1)
    best, *_ = np.linalg.lstsq(design, Y, rcond=None)
    sizes, axes = np.linalg.eigh(design.T @ design / N)
    angles = np.linspace(0.0, 2 * np.pi, 90)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    points = best[:, None] + axes @ (np.sqrt(level / sizes)[:, None] * circle)
    return Series(label, "contour", finite(points[0].tolist()), finite(points[1].tolist()))


PLOT = Plot("mini_batches", collect, draw)

"""A picture as a PNG file, by matplotlib."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.companion.errors import CompanionError
from grader.places import install_command
from grader.plots.types import Kind, Panel, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_MATPLOTLIB = "PNG files need matplotlib, which is not installed: {command}"
NOT_WRITTEN = "{file} could not be written: {reason}."
RIGHT = "right code"
COLOURS = ("#0072b2", "#d55e00", "#009e73")
"""Blue, vermilion and green of Okabe and Ito, which the colour-blind can tell apart."""
PANEL_INCHES = (4.8, 4.1)
DPI = 130
ABOUT_CHARS_PER_PANEL = 66

LOOKS: dict[Kind, dict[str, Any]] = {
    "student": {"linewidth": 3.0, "zorder": 3},
    "reference": {"linestyle": ":", "linewidth": 1.6, "color": "black", "zorder": 4},
    "contour": {"linewidth": 0.9, "color": "0.65", "zorder": 1},
    "mark": {"linestyle": "--", "linewidth": 1.2, "color": "black", "zorder": 2},
}


def write_png(picture: Picture, file: Path) -> None:
    """Write a picture.

    Raises:
        CompanionError: matplotlib is not installed, or the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise CompanionError(NO_MATPLOTLIB.format(command=install_command("matplotlib"))) from error
    width, height = PANEL_INCHES
    figure = Figure(figsize=(width * len(picture.panels), height), layout="constrained")
    figure.suptitle(picture.title)
    characters = ABOUT_CHARS_PER_PANEL * len(picture.panels)
    figure.supxlabel(textwrap.fill(picture.about, characters), fontsize="medium")
    for axes, panel in zip(
        figure.subplots(1, len(picture.panels), squeeze=False)[0], picture.panels, strict=True
    ):
        _draw(axes, panel)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(file, dpi=DPI)
    except OSError as error:
        raise CompanionError(NOT_WRITTEN.format(file=file, reason=error.strerror)) from error


def _draw(axes: "Axes", panel: Panel) -> None:
    axes.set_prop_cycle(color=COLOURS)
    axes.set(title=panel.title, xlabel=panel.across, ylabel=panel.up)
    if panel.logarithmic:
        axes.set_yscale("log")
    unlabelled = RIGHT
    for series in panel.series:
        label = series.label
        if series.kind == "reference":
            label, unlabelled = unlabelled, ""
        numbers = [
            [float("nan") if each is None else each for each in found]
            for found in (series.x, series.y)
        ]
        axes.plot(*numbers, label=label or "_", **LOOKS[series.kind])
    axes.legend(fontsize="small")

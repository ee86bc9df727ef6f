"""Charts as SVG to stand inside a page: no script, and the page's own colours, light or dark."""

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

SCORE = "Score in percent of all points"
SUBMISSIONS = "Submissions"
SORTED = "Submissions, the highest score first"
EARNED = "Percent earned"

BIN_PERCENT = 5
WIDE_IN, NARROW_IN = 9.6, 4.2
"""How wide charts are for a page, and for a phone, where a wide one would be cut or too small."""

STEP_PERCENT = {WIDE_IN: 10, NARROW_IN: 20}
MOST_TICKS = {WIDE_IN: 10, NARROW_IN: 4}

_TEXT, _BAR, _GRID = "#010203", "#040506", "#070809"
_IN_THE_PAGE = {_TEXT: "currentColor", _BAR: "var(--accent)", _GRID: "var(--line)"}
"""What the page says for colours that no chart would have otherwise."""

_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: the page's font, and it can be searched
    "svg.hashsalt": "",  # the same chart is the same text in every run
    "text.parse_math": False,
    "font.size": 11,
    "text.color": _TEXT,
    "axes.labelcolor": _TEXT,
    "axes.edgecolor": _GRID,
    "axes.facecolor": "none",
    "xtick.color": _TEXT,
    "ytick.color": _TEXT,
    "grid.color": _GRID,
}
_IDS = re.compile(r'<g id="[^"]*">')
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


def distribution(counts: Sequence[int], width_in: float = WIDE_IN) -> Markup:
    """How many submissions have how many points: a bar for every 5 percent.

    Args:
        counts: of each bar, from the lowest scores to the highest.
        width_in: in inches of 96 pixels.
    """
    with mpl.rc_context({**_SETTINGS, "svg.hashsalt": "distribution"}):
        figure, axes = _figure(width_in, height_in=2.6)
        left = np.arange(len(counts)) * BIN_PERCENT
        axes.bar(left, counts, width=BIN_PERCENT * 0.9, align="edge", color=_BAR)
        axes.set_xticks(range(0, 101, STEP_PERCENT[width_in]))
        axes.set_xlim(-1, 101)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set(xlabel=SCORE, ylabel=SUBMISSIONS)
        return _svg(figure)


def heatmap(
    shares: NDArray[np.float64], topics: Sequence[str], width_in: float = WIDE_IN
) -> Markup:
    """How every submission did in every topic: a row for each topic, a column for each submission.

    Args:
        shares: of each topic's points that each submission earned, from 0 to 1 and nan where there
            is no mark, shape (topics, submissions).
        topics: what to call them.
        width_in: in inches of 96 pixels.
    """
    with mpl.rc_context({**_SETTINGS, "svg.hashsalt": "heatmap"}):
        figure, axes = _figure(width_in, height_in=0.9 + 0.32 * len(topics))
        image = axes.imshow(
            100 * shares,
            aspect="auto",
            interpolation="nearest",
            cmap="cividis",
            vmin=0,
            vmax=100,
            extent=(0.5, shares.shape[1] + 0.5, len(topics) - 0.5, -0.5),  # counted from 1
        )
        axes.set_yticks(range(len(topics)), topics)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=MOST_TICKS[width_in], integer=True))
        axes.set_xlabel(SORTED)
        bar = figure.colorbar(image, ax=axes, pad=0.015, fraction=0.04, label=EARNED)
        bar.ax.spines["outline"].set_visible(False)
        return _svg(figure)


def _figure(width_in: float, height_in: float) -> tuple[Figure, Axes]:
    """An empty chart."""
    figure = Figure(figsize=(width_in, height_in), layout="constrained", facecolor="none")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(side == "bottom")
    axes.tick_params(length=0)
    return figure, axes


def _svg(figure: Figure) -> Markup:
    """A chart's element alone, in the page's colours, without ids that two would share."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawn = text.getvalue()
    drawn = _IDS.sub("<g>", _METADATA.sub("", drawn[drawn.index("<svg") :]))
    for colour, instead in _IN_THE_PAGE.items():
        drawn = drawn.replace(colour, instead)
    return Markup(drawn)  # noqa: S704 (drawn from numbers and our own words)

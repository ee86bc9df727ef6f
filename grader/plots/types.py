"""What pictures are made of: numbers that were collected, and panels with lines. Types only."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from grader.plots.calls import Calls

Values = tuple[float | None, ...]
"""Numbers in order; None for what is not finite."""

Numbers = dict[str, Values]
"""What was collected, each under its name."""

Kind = Literal["student", "reference", "contour", "mark"]
"""A line of the student's, one of right code, a line of equal loss, or a vertical mark."""


class Series(msgspec.Struct, frozen=True):
    """A line.

    Attributes:
        label: stands at its end.
        kind: decides how it looks.
        x: across.
        y: up; as many.
    """

    label: str
    kind: Kind
    x: Values
    y: Values


class Panel(msgspec.Struct, frozen=True):
    """A pair of axes.

    Attributes:
        title: above it.
        across: what the x axis tells.
        up: what the y axis tells.
        series: the lines.
        logarithmic: whether the y axis goes up by factors.
    """

    title: str
    across: str
    up: str
    series: tuple[Series, ...]
    logarithmic: bool = False


class Picture(msgspec.Struct, frozen=True):
    """Panels that belong together.

    Attributes:
        title: of the whole.
        panels: from left to right.
        about: a sentence on what to look for.
    """

    title: str
    panels: tuple[Panel, ...]
    about: str


Takes = Mapping[str, Callable[[], Numbers]]
"""What to collect from: an exercise's name, and a function that calls it."""


class Plot(msgspec.Struct, frozen=True):
    """A topic's picture.

    Attributes:
        topic: its name.
        collect: calls the student's code; each exercise by itself, so that one may be missing.
        draw: makes the picture of the student's numbers, which may lack some, and right ones.
    """

    topic: str
    collect: "Callable[[Calls], Takes]"
    draw: Callable[[Numbers, Numbers], Picture]

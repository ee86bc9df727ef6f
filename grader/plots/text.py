"""A picture for the terminal. Pure."""

from rich.console import Group, RenderableType
from rich.text import Text

from grader.plots.canvas import DOTS, draw_panel
from grader.plots.types import Picture

ROWS = 12
WIDEST = 100
LEGEND = "Your code: lines.  Right code, where yours differs: {dot}"


def render_picture(picture: Picture, columns: int) -> RenderableType:
    """A picture's panels, one below the other.

    Args:
        picture: what to draw.
        columns: the terminal's width.
    """
    parts: list[RenderableType] = [Text(picture.title, style="bold underline")]
    for panel in picture.panels:
        parts += [Text(), *draw_panel(panel, min(columns, WIDEST) - 1, ROWS)]
    parts += [Text(LEGEND.format(dot=DOTS["reference"]), style="dim"), Text(picture.about)]
    return Group(*parts)

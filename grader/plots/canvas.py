"""Lines as characters: eight dots of Braille to a cell for one's own, single dots for others."""

import math
from collections.abc import Iterable

import msgspec
from rich.text import Text

from grader.plots.types import Kind, Panel, Series

STYLES: dict[Kind, tuple[str, ...]] = {
    "student": ("cyan", "magenta", "green"),  # the first two for the colour-blind, too
    "reference": ("dim",),
    "contour": ("dim",),
    "mark": ("yellow",),
}
DOTS: dict[Kind, str] = {"reference": "•", "contour": "·", "mark": "┊"}
LOG = "(log)"
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_BRAILLE = 0x2800
_AXIS_WIDTH = 8
_NEAR = 5  # rows: a label farther from its line's end would seem another's


class _Scale(msgspec.Struct, frozen=True):
    """From numbers to a place between 0 and 1."""

    low: float
    high: float
    logarithmic: bool

    def place(self, number: float) -> float:
        if self.logarithmic:
            return (math.log10(number) - math.log10(self.low)) / self._span()
        return (number - self.low) / self._span()

    def _span(self) -> float:
        if self.logarithmic:
            return math.log10(self.high) - math.log10(self.low) or 1.0
        return self.high - self.low or 1.0


class Canvas:
    """A grid of cells to draw on.

    Args:
        columns: its width, in cells.
        rows: its height, in cells.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._dots = [[0] * columns for _ in range(rows)]
        self._signs = [[""] * columns for _ in range(rows)]
        self._styles = [[""] * columns for _ in range(rows)]
        self._has_words = [False] * rows

    def line(self, points: list[tuple[float, float]], style: str) -> None:
        """Connect points, each between 0 and 1 on both axes, by Braille dots."""
        width, height = 2 * self.columns - 1, 4 * self.rows - 1
        places = [(x * width, (1 - y) * height) for x, y in points]
        for (x, y), (to_x, to_y) in zip(places, places[1:] or places, strict=False):
            steps = int(2 * max(abs(to_x - x), abs(to_y - y))) + 1
            for step in range(steps + 1):
                part = step / steps
                self._dot(round(x + part * (to_x - x)), round(y + part * (to_y - y)), style)

    def signs(self, points: list[tuple[float, float]], sign: str, style: str) -> None:
        """Put a character at each point, where nothing else is yet."""
        for x, y in points:
            row, column = self._cell(x, y)
            if not self._signs[row][column]:
                self._signs[row][column], self._styles[row][column] = sign, style

    def words(self, x: float, y: float, words: str, style: str) -> None:
        """Write words that end at a point, on the free row nearest to it."""
        row, column = self._cell(x, y)
        begin = max(min(column - len(words) + 1, self.columns - len(words)), 0)
        near = sorted(range(self.rows), key=lambda each: (abs(each - row), -each))
        end = begin + len(words)
        left = [each for each in near if not self._has_words[each]] or near
        at = next((each for each in left[:_NEAR] if not any(self._dots[each][begin:end])), left[0])
        self._has_words[at] = True
        for place, character in enumerate(words[: self.columns]):
            self._dots[at][begin + place] = 0
            self._signs[at][begin + place] = character
            self._styles[at][begin + place] = style

    def lines(self) -> Iterable[Text]:
        """The rows, from above."""
        for row in range(self.rows):
            text = Text()
            for column in range(self.columns):
                text.append(self._character(row, column), self._styles[row][column])
            yield text

    def _character(self, row: int, column: int) -> str:
        dots = self._dots[row][column]
        return chr(_BRAILLE + dots) if dots else self._signs[row][column] or " "

    def _dot(self, x: int, y: int, style: str) -> None:
        if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
            self._dots[y // 4][x // 2] |= _BITS[x % 2][y % 4]
            self._styles[y // 4][x // 2] = style

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        """The cell of a line's dot at that point, so that what agrees is never drawn beside it."""
        row = round((1 - y) * (4 * self.rows - 1)) // 4
        column = round(x * (2 * self.columns - 1)) // 2
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)


def draw_panel(panel: Panel, columns: int, rows: int) -> list[Text]:
    """A panel as lines of text: its title, the canvas between its axes, and what they tell.

    Args:
        panel: what to draw.
        columns: its whole width.
        rows: the height of the canvas.
    """
    across, up = _scales(panel)
    canvas = Canvas(max(columns - _AXIS_WIDTH - 1, 10), rows)
    own = 0
    for series in panel.series:
        points = _points(series, panel.logarithmic)
        placed = [(across.place(x), up.place(y)) for x, y in points]
        styles = STYLES[series.kind]
        style = styles[own % len(styles)]
        if series.kind == "student":
            own += 1
            canvas.line(placed, style)
        elif series.kind == "mark":
            canvas.signs([(placed[0][0], at / rows) for at in range(rows + 1)], DOTS["mark"], style)
        else:
            canvas.signs(placed, DOTS[series.kind], style)
    _label(panel, canvas, across, up)
    return _framed(panel, canvas, across, up)


def _label(panel: Panel, canvas: Canvas, across: _Scale, up: _Scale) -> None:
    own = 0
    for series in panel.series:
        points = _points(series, panel.logarithmic)
        styles = STYLES[series.kind]
        style = f"bold {styles[own % len(styles)]}"
        own += series.kind == "student"
        if series.label and points:
            x, y = points[-1]
            canvas.words(across.place(x), up.place(y), series.label, style)


def _framed(panel: Panel, canvas: Canvas, across: _Scale, up: _Scale) -> list[Text]:
    middle = canvas.rows // 2
    beside = {middle: panel.up, middle + 1: LOG if panel.logarithmic else ""}
    beside |= {0: f"{up.high:.2g}", canvas.rows - 1: f"{up.low:.2g}"}
    framed = [Text(panel.title, style="bold")] if panel.title else []
    for row, line in enumerate(canvas.lines()):
        at = beside.get(row, "")
        framed.append(Text(f"{at[: _AXIS_WIDTH - 1]:>{_AXIS_WIDTH}}│").append_text(line))
    low, high = f"{across.low:.3g}", f"{across.high:.3g}"
    room = canvas.columns - len(low) - len(high)
    framed.append(Text(" " * _AXIS_WIDTH + "└" + "─" * canvas.columns))
    framed.append(Text(" " * (_AXIS_WIDTH + 1) + low + f"{panel.across:^{max(room, 0)}}" + high))
    return framed


def _points(series: Series, logarithmic: bool) -> list[tuple[float, float]]:
    """What of a line can be drawn."""
    return [
        (x, y)
        for x, y in zip(series.x, series.y, strict=True)
        if x is not None and y is not None and (y > 0 or not logarithmic)
    ]


def _scales(panel: Panel) -> tuple[_Scale, _Scale]:
    points = [point for series in panel.series for point in _points(series, panel.logarithmic)]
    xs = [x for x, _ in points] or [0.0]
    ys = [y for _, y in points] or [1.0]
    return _Scale(min(xs), max(xs), False), _Scale(min(ys), max(ys), panel.logarithmic)

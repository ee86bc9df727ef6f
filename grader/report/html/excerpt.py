"""The student's own lines around an exercise, found in the text without parsing it.

A submission's text is only ever parsed behind the glass; here a definition is looked for by its
first line, and ends where the next line at the left margin begins.
"""

import re

import msgspec

MOST_LINES = 60
MOST_READ = 400
"""Lines of a definition before and after the marked one; docstrings are folded among these."""
MOST_CHARS = 400
AROUND = 4
CUT = "…"
FOLDED = '"""…"""'

_DOCSTRING = re.compile(r"\s*[rR]?(?P<quotes>\"\"\"|''')(?P<rest>.*)")
_CLOSING = (")", "]", "}", "#")
_DEFINITION = r"(?:async\s+def|def|class)\s+{name}\b|{name}\s*(?::[^=]*)?=(?!=)"
_PLACE = r"(?<!starts at )\bline (?P<line>\d{{1,7}})(?: of {topic}\.py\b|:)"


class Line(msgspec.Struct, frozen=True):
    """One line of a module.

    Attributes:
        number: from 1.
        text: without its end.
        is_marked: whether the feedback speaks of it.
    """

    number: int
    text: str
    is_marked: bool


class Excerpt(msgspec.Struct, frozen=True):
    """Lines of a module that follow each other."""

    lines: tuple[Line, ...]


def split_lines(source: bytes) -> list[str]:
    """A module's lines, numbered as Python numbers them: only line feeds and returns end one."""
    return re.split(r"\r\n|\r|\n", source.decode("utf-8", "replace"))


def excerpts(lines: list[str], exercise: str, marked: int | None) -> tuple[Excerpt, ...]:
    """Where an exercise is written and, if that is elsewhere, what lies around the marked line.

    Args:
        lines: of the whole module.
        exercise: a function, class or value that it defines at the left margin.
        marked: a line's number; None for none.
    """
    definition = _definition(lines, exercise)
    near = _near(definition, marked)
    shown = _most(_without_docstrings(_read(lines, near, marked)))
    found = (Excerpt(shown),) if shown else ()
    return found if marked in definition else (*found, *place(lines, marked))


def place(lines: list[str], marked: int | None) -> tuple[Excerpt, ...]:
    """What lies around one line of a module."""
    if marked is None or not 1 <= marked <= len(lines):
        return ()
    numbers = range(max(marked - AROUND, 1), min(marked + AROUND, len(lines)) + 1)
    return (Excerpt(_read(lines, numbers, marked)),)


def marked_line(words: str, topic: str) -> int | None:
    """The line of a topic's module that feedback points to: the last that it names."""
    found = re.findall(_PLACE.format(topic=re.escape(topic)), words, re.IGNORECASE)
    return int(found[-1]) if found else None


def _definition(lines: list[str], name: str) -> range:
    """The numbers of the lines of the last definition of that name; Python uses the last too."""
    opening = re.compile(_DEFINITION.format(name=re.escape(name)))
    starts = [number for number, line in enumerate(lines, start=1) if opening.match(line)]
    if not starts:
        return range(0)
    start = end = starts[-1]
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.strip() and not line[0].isspace() and not line.startswith(_CLOSING):
            break
        if line.strip():
            end = number
    return range(start, end + 1)


def _near(definition: range, marked: int | None) -> range:
    """A definition's lines around the marked one, else its first: a module may be a megabyte."""
    middle = definition.index(marked) if marked is not None and marked in definition else 0
    return definition[max(0, middle - MOST_READ) : middle + MOST_READ]


def _read(lines: list[str], numbers: range, marked: int | None) -> tuple[Line, ...]:
    return tuple(
        Line(number, _shortened(lines[number - 1]), number == marked) for number in numbers
    )


def _without_docstrings(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines with each docstring of several lines written as one: it is the exercise's own text."""
    kept: list[Line] = []
    place = 0
    while place < len(lines):
        length = _docstring_length(lines, place)
        folded = lines[place : place + length]
        if length and not any(each.is_marked for each in folded):
            first = folded[0]
            indent = " " * (len(first.text) - len(first.text.lstrip()))
            kept.append(Line(first.number, f"{indent}{FOLDED}", is_marked=False))
            place += length
        else:
            kept.append(lines[place])
            place += 1
    return tuple(kept)


def _docstring_length(lines: tuple[Line, ...], place: int) -> int:
    """How many lines the docstring has that begins one of them; 0 for none."""
    opening = _DOCSTRING.match(lines[place].text)
    if opening is None or opening["quotes"] in opening["rest"]:
        return 0
    for last in range(place + 1, len(lines)):
        if opening["quotes"] in lines[last].text:
            return last + 1 - place
    return 0


def _most(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Not more lines than are worth showing, those around the marked one if there is one."""
    middle = next((place for place, each in enumerate(lines) if each.is_marked), 0)
    start = max(0, min(middle - MOST_LINES // 2, len(lines) - MOST_LINES))
    return lines[start : start + MOST_LINES]


def _shortened(line: str) -> str:
    shown = line.expandtabs(4)
    return shown if len(shown) <= MOST_CHARS else shown[:MOST_CHARS] + CUT

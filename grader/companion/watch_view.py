"""What watching shows: a heading, a page that scrolls, and the keys. Pure."""

from collections.abc import Callable

import msgspec
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from grader.companion.showing import render_hints, render_progress
from grader.companion.watching import Watched
from grader.report.console import NextStep, next_step, render_findings
from grader.report.plain import plain
from grader.report.types import Report

HEADING = "{topic} ({number} of {count}): {title}"
CHECKING = "Checking {topic}.py …"
CHECKED = "Checked {topic}.py: {suites}."
TAKEN_MS = "checked in {milliseconds:.0f} ms"
TAKEN_S = "checked in {seconds:.1f} s"
EXAMPLES_ONLY = "examples only; the hidden suites decide the grade"
NO_SUITES = "it could not be judged"
ALL_SUITES = "examples and hidden suites"
OLD = "What is below was found before."
NOT_CHECKED = "Save {topic}.py, and it is checked."
KEYS = "h hint  n next  p back  l list  c check  ↑↓ scroll  q quit"
LESS = "↑ {count} lines above"
MORE = "↓ {count} lines below"

ON_SAVE = NextStep(
    "Nothing is written yet. Open {topic}.py, write {exercise}, and save.",
    "Next: {exercise} in {topic}.py. Save it, and it is checked.",
    "Next: mend {topic}.py, so that it can be imported, and save.",
    "There is no {topic}.py. Save one or, in another window, get it back: grader reset {topic}",
)

Draw = Callable[[RenderableType], list[str]]
"""Lays something out as lines of the terminal's width."""


class Frame(msgspec.Struct, frozen=True):
    """One picture of the terminal.

    Attributes:
        lines: from its top to its bottom, as many as it has.
        top: the first line of the page that is shown, now that the room is known.
    """

    lines: list[str]
    top: int


def frame(state: Watched, height: int, draw: Draw) -> Frame:
    """The picture of a state.

    Args:
        state: what is to be seen.
        height: of the terminal, in lines.
        draw: lays out what is given to it, for the terminal's width.
    """
    heading, page = draw(render_heading(state)), draw(render_page(state))
    keys = draw(Text(KEYS, style="bold"))
    room = max(height - len(heading) - len(keys) - 1, 1)
    top = max(min(state.top, len(page) - room), 0)
    shown = page[top : top + room]
    words = [*_taken(state), *_elsewhere(top, len(page) - top - len(shown))]
    edge = draw(Rule(Text("  ".join(words), style="dim"), style="dim", align="right"))
    blank = [""] * (room - len(shown))
    return Frame([*heading, *shown, *blank, *edge[:1], *keys][:height], top)


def render_heading(state: Watched) -> RenderableType:
    """Which topic it is, and how far its check is."""
    topic = state.topic
    heading = HEADING.format(
        topic=topic.name, number=state.at + 1, count=len(state.topics), title=topic.title
    )
    parts: list[RenderableType] = [
        Rule(Text(heading, style="bold"), align="left", style="dim"),
        Text(status(state), style="dim"),
    ]
    if state.note:
        parts.append(Text(plain(state.note), style="green"))
    if state.problem:
        parts.append(Text(plain(state.problem), style="red"))
    return Group(*parts)


def render_page(state: Watched) -> RenderableType:
    """The report, with hints before it where they were asked for; or the list of exercises."""
    if state.page == "list":
        return render_progress(state.progress, state.topics)
    parts: list[RenderableType] = []
    if state.hints is not None:
        parts += [render_hints(state.hints), Text()]
    if state.report is not None:
        said = Text(next_step(state.report, ON_SAVE), style="bold")
        parts += [render_findings(state.report), Text(), said]
    return Group(*parts)


def status(state: Watched) -> str:
    """How far the topic's check is, in a line."""
    if state.is_checking:
        return CHECKING.format(topic=state.topic.name)
    if state.report is None:
        return NOT_CHECKED.format(topic=state.topic.name)
    if state.is_old:
        return OLD
    return CHECKED.format(topic=state.topic.name, suites=suites(state.report))


def suites(report: Report) -> str:
    """Which suites were run."""
    kinds = {each.suite for topic in report.topics for each in topic.criteria}
    if not kinds:
        return NO_SUITES
    return ALL_SUITES if "hidden" in kinds else EXAMPLES_ONLY


def _taken(state: Watched) -> list[str]:
    """How long the check took that is shown."""
    if state.is_checking or state.report is None:
        return []
    if state.seconds < 1:
        return [TAKEN_MS.format(milliseconds=1000 * state.seconds)]
    return [TAKEN_S.format(seconds=state.seconds)]


def _elsewhere(above: int, below: int) -> list[str]:
    """What of the page is not seen."""
    words = [LESS.format(count=above)] if above else []
    return [*words, MORE.format(count=below)] if below else words

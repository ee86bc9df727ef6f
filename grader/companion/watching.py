"""What watching is, as a pure step: a state and an event give a state and what is to be done."""

from typing import Literal

import msgspec

from grader.companion.events import (
    Check,
    Event,
    Failed,
    HintRead,
    Judged,
    Key,
    Order,
    Prepare,
    Quit,
    ReadHint,
    Saved,
)
from grader.companion.hints import Hints
from grader.companion.progress import Progress, is_finished, next_place
from grader.curriculum import Topic
from grader.report.types import Report

MOVED_ON = "{topic} is all right. On to {next}."
ALL_DONE = "{topic} is all right, and so is everything else. To hand in: q, then grader pack"
NOTHING_TO_HINT = "{topic} is all right; its hints are still there: grader hint {topic}"
LINES_AT_ONCE = 3
PAGE_LINES = 12

Page = Literal["report", "list"]


class Watched(msgspec.Struct, frozen=True):
    """What is watched, and what is shown.

    Attributes:
        topics: the course.
        at: the topic that is looked at, by its place in the course.
        progress: the student's.
        is_checking: whether a check is under way.
        follows: whether to move on once the topic is right; not where the student went to it.
        page: what is shown.
        report: of the topic's last check here; None before it.
        is_old: whether a later check could not be made.
        seconds: that it took.
        hints: that are shown; None for none.
        note: a sentence about what has just happened.
        problem: a sentence about what has just gone wrong.
        top: the first line of the page that is shown.
    """

    topics: tuple[Topic, ...]
    at: int
    progress: Progress
    is_checking: bool = True
    follows: bool = True
    page: Page = "report"
    report: Report | None = None
    is_old: bool = False
    seconds: float = 0.0
    hints: Hints | None = None
    note: str = ""
    problem: str = ""
    top: int = 0

    @property
    def topic(self) -> Topic:
        """The topic that is looked at."""
        return self.topics[self.at]


Step = tuple[Watched, tuple[Order, ...]]


def begin(topics: tuple[Topic, ...], progress: Progress) -> Step:
    """Begin with the first topic that is not right yet, and check it."""
    place = next_place(progress, topics)
    names = [topic.name for topic in topics]
    at = names.index(place.topic) if place else 0
    return Watched(topics, at, progress), (Check(names[at]),)


def step(state: Watched, event: Event) -> Step:
    """What an event changes, and what is to be done about it."""
    match event:
        case Key():
            return _press(state, event.name)
        case Saved():
            names = [topic.name for topic in state.topics]
            return _look_at(state, names.index(event.topic), follows=True)
        case Judged():
            return _take_report(state, event)
        case Failed() if event.topic == state.topic.name:
            return _with(state, is_checking=False, is_old=True, problem=event.reason), ()
        case HintRead():
            shown = _with(state, hints=event.hints, progress=event.progress, page="report", top=0)
            return shown, ()
    return state, ()


def _press(state: Watched, key: str) -> Step:
    match key:
        case "q" | "ctrl-c":
            return state, (Quit(),)
        case "h":
            return _ask_for_hint(state)
        case "n" | "right":
            return _look_at(state, (state.at + 1) % len(state.topics), follows=False)
        case "p" | "left":
            return _look_at(state, (state.at - 1) % len(state.topics), follows=False)
        case "c" | "enter":
            return _look_at(state, state.at, follows=True)
        case "l":
            return _with(state, page="report" if state.page == "list" else "list", top=0), ()
        case "escape":
            return _with(state, page="report", top=0), ()
        case _:
            return _with(state, top=max(state.top + _SCROLLS.get(key, 0), 0)), ()


_SCROLLS = {
    "down": LINES_AT_ONCE,
    "j": LINES_AT_ONCE,
    "up": -LINES_AT_ONCE,
    "k": -LINES_AT_ONCE,
    "page-down": PAGE_LINES,
    "space": PAGE_LINES,
    "page-up": -PAGE_LINES,
}


def _look_at(state: Watched, at: int, *, follows: bool) -> Step:
    """Look at a topic, and check it; what is known of it stays until the check ends."""
    stays = at == state.at
    looking = _with(
        state,
        at=at,
        follows=follows,
        is_checking=True,
        page="report",
        report=state.report if stays else None,
        hints=None,
        note="",
        problem="",
        top=0,
    )
    return looking, (Check(looking.topic.name),)


def _ask_for_hint(state: Watched) -> Step:
    place = next_place(state.progress, [state.topic])
    if place is None:
        return _with(state, note=NOTHING_TO_HINT.format(topic=state.topic.name)), ()
    return state, (ReadHint(place),)


def _take_report(state: Watched, event: Judged) -> Step:
    known = _with(state, progress=event.progress)
    if event.topic != state.topic.name:
        return known, ()
    shown = _with(
        known, is_checking=False, is_old=False, report=event.report, seconds=event.seconds
    )
    following = _next_open(shown)
    if not is_finished(shown.progress, shown.topic):
        return shown, () if following is None else (Prepare(shown.topics[following].name),)
    if following is None:
        return _with(shown, note=ALL_DONE.format(topic=shown.topic.name)), ()
    if not shown.follows:
        return shown, ()
    moved, orders = _look_at(shown, following, follows=True)
    note = MOVED_ON.format(topic=shown.topic.name, next=moved.topic.name)
    return _with(moved, note=note), orders


def _next_open(state: Watched) -> int | None:
    """The nearest topic after this one, and then from the beginning, that is not right yet."""
    count = len(state.topics)
    following = ((state.at + away) % count for away in range(1, count))
    return next((at for at in following if not is_finished(state.progress, state.topics[at])), None)


def _with(state: Watched, **changes: object) -> Watched:
    return msgspec.structs.replace(state, **changes)

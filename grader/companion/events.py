"""What happens while watching, and what is to be done about it. Types only."""

import msgspec

from grader.companion.hints import Hints
from grader.companion.progress import Place, Progress
from grader.report.types import Report


class Key(msgspec.Struct, frozen=True):
    """A key was pressed."""

    name: str


class Saved(msgspec.Struct, frozen=True):
    """A topic's module was saved."""

    topic: str


class Judged(msgspec.Struct, frozen=True):
    """A check has ended.

    Attributes:
        topic: which was checked.
        report: what was found, of that topic alone.
        progress: with it.
        seconds: from asking to knowing.
    """

    topic: str
    report: Report
    progress: Progress
    seconds: float


class Failed(msgspec.Struct, frozen=True):
    """A check could not be made; says why."""

    topic: str
    reason: str


class HintRead(msgspec.Struct, frozen=True):
    """A hint was taken from the curriculum, and that was remembered."""

    hints: Hints
    progress: Progress


Event = Key | Saved | Judged | Failed | HintRead


class Check(msgspec.Struct, frozen=True):
    """Have a topic checked."""

    topic: str


class ReadHint(msgspec.Struct, frozen=True):
    """Take one step more of an exercise's hints."""

    place: Place


class Prepare(msgspec.Struct, frozen=True):
    """Have a judge ready for a topic that may be checked soon."""

    topic: str


class Quit(msgspec.Struct, frozen=True):
    """End."""


Order = Check | ReadHint | Prepare | Quit

"""How far a class is: a live bar on a terminal, plain lines where the words go elsewhere."""

import time
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.report.plain import plain_line

LINE = (
    "{done} of {total} graded, {rate:.0f} each minute, {left} left. Failures of the grader: "
    "{failures}. In flight: {names}."
)
PAGES_LINE = "{done} of {total} graded, {pages} of {total} pages written."
LAST_LINE = "{done} of {total} graded in {spent}. Failures of the grader: {failures}."
RATE = "{rate:.0f}/min"
FAILURES = "{failures} failed"
MINUTES = "{minutes} min {seconds} s"
SECONDS = "{seconds} s"
NOBODY = "none"
UNKNOWN = "an unknown time"
SHOWN_NAMES = 4
NAME_CHARS = 24
LINE_EVERY_S = 10.0
SPEED_OVER_S = 300.0
"""Some submissions take half a minute, and the time left is not to jump with each of them."""


class Watch(Protocol):
    """What is told of a class's way; use as a context."""

    def __enter__(self) -> "Watch": ...

    def __exit__(self, *_: object) -> None: ...

    def started(self, name: str) -> None:
        """A judge is about to be given this submission."""

    def finished(self, name: str, is_fault: bool) -> None:
        """This submission's report is there; `is_fault` if the grader failed over it."""

    def paged(self) -> None:
        """A submission's page is there, once all reports are."""


class Tally:
    """What has been told so far.

    Args:
        total: how many submissions there are.
        now_s: seconds on the clock that later calls use.
    """

    def __init__(self, total: int, now_s: float) -> None:
        self.total = total
        self.done = 0
        self.failures = 0
        self.pages = 0
        self._began_s = now_s
        self._in_flight: dict[str, None] = {}

    def start(self, name: str) -> None:
        """Note a submission in flight."""
        self._in_flight[name] = None

    def finish(self, name: str, is_fault: bool) -> None:
        """Note a submission that is done."""
        self._in_flight.pop(name, None)
        self.done += 1
        self.failures += is_fault

    def page(self) -> None:
        """Note a page."""
        self.pages += 1

    def rate(self, now_s: float) -> float:
        """Submissions each minute, from the beginning."""
        return 60 * self.done / max(now_s - self._began_s, 1e-9)

    def names(self) -> str:
        """The submissions in flight, the first few by name."""
        shown = [plain_line(each)[:NAME_CHARS] for each in list(self._in_flight)[:SHOWN_NAMES]]
        more = ["…"] if len(self._in_flight) > SHOWN_NAMES else []
        return ", ".join(shown + more) or NOBODY

    def line(self, now_s: float) -> str:
        """How far the class is."""
        if self.pages:
            return PAGES_LINE.format(done=self.done, total=self.total, pages=self.pages)
        rate = self.rate(now_s)
        left = _duration(60 * (self.total - self.done) / rate) if self.done else UNKNOWN
        return LINE.format(
            done=self.done,
            total=self.total,
            rate=rate,
            left=left,
            failures=self.failures,
            names=self.names(),
        )

    def last_line(self, now_s: float) -> str:
        """What it came to."""
        spent = _duration(now_s - self._began_s)
        return LAST_LINE.format(
            done=self.done, total=self.total, spent=spent, failures=self.failures
        )


class Silence:
    """Tells nobody."""

    def __enter__(self) -> "Silence":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def started(self, name: str) -> None:
        """Say nothing."""

    def finished(self, name: str, is_fault: bool) -> None:
        """Say nothing."""

    def paged(self) -> None:
        """Say nothing."""


class Lines(Silence):
    """Writes a line every few seconds, and one at the end.

    Args:
        console: to write to.
        total: how many submissions there are.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._told_s = time.monotonic()
        self._tally = Tally(total, self._told_s)

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._say(self._tally.last_line(time.monotonic()))

    def started(self, name: str) -> None:
        """Note it, and write a line if it is time for one."""
        self._tally.start(name)
        self._tell()

    def finished(self, name: str, is_fault: bool) -> None:
        """Note it, and write a line if it is time for one."""
        self._tally.finish(name, is_fault)
        self._tell()

    def paged(self) -> None:
        """Note it, and write a line if it is time for one."""
        self._tally.page()
        self._tell()

    def _tell(self) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s >= LINE_EVERY_S:
            self._told_s = now_s
            self._say(self._tally.line(now_s))

    def _say(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)


class Bar(Silence):
    """Draws a bar that moves.

    Args:
        console: a terminal.
        total: how many submissions there are.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._tally = Tally(total, time.monotonic())
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[failures]}", style="red"),
            TextColumn("{task.fields[names]}", style="dim", markup=False),
            console=console,
            transient=True,
            speed_estimate_period=SPEED_OVER_S,
        )
        self._task = self._progress.add_task("Grading", total=total, rate="", failures="", names="")
        self._pages = self._progress.add_task(
            "Pages", total=total, visible=False, rate="", failures="", names=""
        )

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def started(self, name: str) -> None:
        """Draw it as in flight."""
        self._tally.start(name)
        self._draw()

    def finished(self, name: str, is_fault: bool) -> None:
        """Move on by one."""
        self._tally.finish(name, is_fault)
        self._draw()

    def paged(self) -> None:
        """Move on by one in a bar of its own."""
        self._tally.page()
        self._progress.update(self._pages, completed=self._tally.pages, visible=True)

    def _draw(self) -> None:
        tally = self._tally
        self._progress.update(
            self._task,
            completed=tally.done,
            rate=RATE.format(rate=tally.rate(time.monotonic())) if tally.done else "",
            failures=FAILURES.format(failures=tally.failures) if tally.failures else "",
            names=tally.names() if tally.done < tally.total else "",
        )


def watch(console: Console, total: int) -> Watch:
    """What suits where the words go to."""
    return Bar(console, total) if console.is_terminal else Lines(console, total)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return MINUTES.format(minutes=minutes, seconds=rest)
    return SECONDS.format(seconds=rest)

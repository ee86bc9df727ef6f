"""Where watching is shown: the whole of a terminal, or lines where there is none."""

import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn, Protocol

from rich.console import Console, RenderableType

from grader.companion.watch_view import frame, render_heading, render_page
from grader.companion.watching import Watched

NARROWEST = 20
_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = "\x1b[?25h\x1b[?1049l"
_HOME = "\x1b[H"
_REST_OF_LINE = "\x1b[K"
_REST_OF_SCREEN = "\x1b[J"


class Screen(Protocol):
    """Something to watch on."""

    def paint(self, state: Watched) -> int:
        """Show a state, and say which line of its page is the first that is seen."""

    def is_resized(self) -> bool:
        """Whether the room has changed since the last picture."""


class Terminal:
    """The whole of a terminal, painted anew for each state."""

    def __init__(self) -> None:
        self._size = shutil.get_terminal_size()

    def paint(self, state: Watched) -> int:
        """Show a state."""
        self._size = shutil.get_terminal_size()
        width, height = max(self._size.columns, NARROWEST), max(self._size.lines, 1)
        picture = frame(state, height, lambda content: lay_out(content, width))
        lines = f"{_REST_OF_LINE}\r\n".join(picture.lines)
        sys.stdout.write(f"{_HOME}{lines}{_REST_OF_LINE}{_REST_OF_SCREEN}")
        sys.stdout.flush()
        return picture.top

    def is_resized(self) -> bool:
        """Whether the terminal's size has changed since the last picture."""
        return shutil.get_terminal_size() != self._size


class Lines:
    """What is no terminal: each report is written once, after what was there."""

    def __init__(self) -> None:
        self._written: object = None

    def paint(self, state: Watched) -> int:
        """Write a report that was not written yet."""
        if not state.is_checking and state.report is not self._written:
            self._written = state.report
            console = Console()
            console.print(render_heading(state))
            console.print(render_page(state))
            sys.stdout.flush()
        return 0

    def is_resized(self) -> bool:
        """Lines have no size."""
        return False


@contextmanager
def a_screen(errors: Path) -> Iterator[Screen]:
    """The screen that fits; whatever happens, a terminal is as it was afterwards.

    Args:
        errors: takes what other processes write to the standard error while the screen is ours.
    """
    if not sys.stdout.isatty() or Console().legacy_windows or os.environ.get("TERM") == "dumb":
        yield Lines()
        return
    with _ended_by_signals(), _errors_in(errors):
        try:
            sys.stdout.write(_ENTER)
            yield Terminal()
        finally:
            sys.stdout.write(_LEAVE)
            sys.stdout.flush()


def lay_out(content: RenderableType, width: int) -> list[str]:
    """Something as lines of a terminal, in colour if the standard output has any."""
    console = Console(width=width)
    with console.capture() as captured:
        console.print(content)
    return captured.get().splitlines()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have what ends a process end this context first, so that the terminal is restored."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


@contextmanager
def _errors_in(file: Path) -> Iterator[None]:
    """Have the standard error of this process, and of those it starts, go into a file."""
    try:
        shown = sys.stderr.fileno()
    except (io.UnsupportedOperation, AttributeError, ValueError):
        yield
        return
    sys.stderr.flush()
    kept = os.dup(shown)
    try:
        with _opened(file) as stream:
            os.dup2(stream.fileno(), shown)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, shown)
        os.close(kept)


def _opened(file: Path) -> BinaryIO:
    """The file; a log that cannot be written, being another user's, keeps nobody from work."""
    try:
        return file.open("ab")
    except OSError:
        return Path(os.devnull).open("ab")

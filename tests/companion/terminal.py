"""A real `grader` in a pseudo-terminal, and what is to be read on its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte

from tests.commands import GRADER, ROOT

LOOK_S = 0.01
WITHOUT_FORKS = (sys.executable, "-m", "tests.companion.without_forks")
"""Watches a folder with the judge that other systems have."""


def _with_ctrl_c() -> None:
    """Have the terminal's Ctrl-C arrive, also where tests run in the background of a shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A terminal with a command in it; use as a context.

    Args:
        words: the arguments of `grader`.
        columns: its width.
        rows: its height.
        cwd: where the command runs.
        program: what runs in `grader`'s place.
        variables: for its environment.
    """

    def __init__(
        self,
        words: Sequence[object],
        columns: int = 80,
        rows: int = 40,
        cwd: Path = ROOT,
        program: Sequence[object] = (GRADER,),
        **variables: str,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.received = b""
        self._ours, theirs = pty.openpty()
        self._attributes = termios.tcgetattr(theirs)
        self._theirs = theirs
        self._set_size(columns, rows)
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [*map(str, program), *map(str, words)],
            cwd=cwd,
            env={**environment, "TERM": "xterm-256color", **variables},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_with_ctrl_c,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.wait_until_ended()
        os.close(self._ours)
        os.close(self._theirs)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal's window another size."""
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def wait_for(self, words: str, seconds: float = 30.0) -> str:
        """Wait until words can be read, and give the screen."""
        deadline = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < deadline, f"{words!r} is not on the screen:\n{self.text}"
            self._take(LOOK_S)
        return self.text

    def wait_until_ended(self, seconds: float = 20.0) -> int:
        """Wait until the command has ended, and give its exit code."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"the command does not end:\n{self.text}"
            self._take(LOOK_S)
        self._take(LOOK_S)
        return self.process.returncode

    def is_as_it_was(self) -> bool:
        """Whether the terminal was given back: its modes, its cursor and its usual screen."""
        shown = self.received.rfind(b"\x1b[?25h") > self.received.rfind(b"\x1b[?25l")
        left = self.received.rfind(b"\x1b[?1049l") > self.received.rfind(b"\x1b[?1049h")
        return shown and left and termios.tcgetattr(self._theirs) == self._attributes

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take(self, seconds: float) -> None:
        while select.select([self._ours], [], [], seconds)[0]:
            content = os.read(self._ours, 65536)
            self.received += content
            self._stream.feed(content)
            seconds = 0.0

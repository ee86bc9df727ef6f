"""Keys as they are pressed, without waiting for a line to end, on POSIX and on Windows."""

import contextlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Press = Callable[[str], None]
"""Takes the name of a key."""

_LOOK_S = 0.1
_READ_BYTES = 64
_SEQUENCES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[5~": "page-up",
    "\x1b[6~": "page-down",
}
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\x1b])")
"""What a terminal sends for a key without a character, or for one with Alt."""

_NAMED = {
    " ": "space",
    "\r": "enter",
    "\n": "enter",
    "\x03": "ctrl-c",
    "\x04": "q",
    "\x1b": "escape",
}
_WINDOWS = {"H": "up", "P": "down", "K": "left", "M": "right", "I": "page-up", "Q": "page-down"}


def decode(text: str) -> Iterator[str]:
    """Names of the keys that a terminal sends so; what is no key of ours is left out."""
    while text:
        sequence = _SEQUENCE.match(text)
        if sequence is not None:
            if sequence[0] in _SEQUENCES:
                yield _SEQUENCES[sequence[0]]
            text = text[sequence.end() :]
            continue
        if text[0] in _NAMED or text[0].isprintable():
            yield _NAMED.get(text[0], text[0].lower())
        text = text[1:]


@contextmanager
def keys_pressed(press: Press) -> Iterator[None]:
    """Have each key told while the context lasts; afterwards the terminal is as it was.

    Where the standard input is no terminal, there are no keys.

    Args:
        press: is called in another thread; with "q" when the terminal is gone.
    """
    if not sys.stdin.isatty():
        yield
        return
    ended = threading.Event()
    listen, as_it_was = (
        (_listen_on_windows, contextlib.nullcontext())
        if sys.platform == "win32"
        else (_listen, _without_lines(sys.stdin.fileno()))
    )
    with as_it_was:
        thread = threading.Thread(target=listen, args=(press, ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


@contextmanager
def _without_lines(descriptor: int) -> Iterator[None]:
    """Let keys through at once and unseen; and let none suspend a program that has the screen."""
    import termios

    before = termios.tcgetattr(descriptor)
    changed = termios.tcgetattr(descriptor)
    changed[3] &= ~(termios.ICANON | termios.ECHO)
    changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
    changed[6][termios.VSUSP] = b"\0"
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, changed)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _listen(press: Press, ended: threading.Event) -> None:
    import select

    descriptor = sys.stdin.fileno()
    while not ended.is_set():
        try:
            if not select.select([descriptor], [], [], _LOOK_S)[0]:
                continue
            content = os.read(descriptor, _READ_BYTES)
        except (OSError, ValueError):
            content = b""
        if not content:
            press("q")
            return
        for name in decode(content.decode("utf-8", "ignore")):
            press(name)


def _listen_on_windows(press: Press, ended: threading.Event) -> None:
    import importlib

    console = importlib.import_module("msvcrt")  # by name: there is none to check elsewhere
    while not ended.wait(_LOOK_S / 2):
        while console.kbhit():
            character = console.getwch()
            if character in ("\0", "\xe0"):
                name = _WINDOWS.get(console.getwch())
                names = [name] if name else []
            else:
                names = list(decode(character))
            for each in names:
                press(each)

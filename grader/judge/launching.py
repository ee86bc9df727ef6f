"""Start a judge's process, in the way that this system offers."""

import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

import msgspec

from grader.judge.door import Door
from grader.judge.huge_pages import HUGE_PAGES
from grader.judge.wire import Orders

Launched = tuple["subprocess.Popen[bytes]", "Connection[bytes, bytes]"]
Launch = Callable[[Orders], Launched]


def launch_forking(orders: Orders) -> Launched:
    """Start a judge that forks; it inherits its end of a connection, and the run's room."""
    link, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [*_python("grader.judge.forking"), str(theirs.fileno()), _text(orders)],
            pass_fds=[theirs.fileno(), orders.room],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=_environment(),
        )
    return process, link


def launch_spawning(orders: Orders) -> Launched:
    """Start a judge that does not fork; it connects to this process, which it does not outlive."""
    door = Door()
    process = subprocess.Popen(
        [*_python("grader.judge.spawning"), _text(orders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=_environment(),
    )
    assert process.stdin is not None
    process.stdin.write(msgspec.json.encode(door.meeting) + b"\n")
    process.stdin.flush()
    return process, Connection(door.admit(process).detach())


def launch_here() -> Launch:
    """The way that fits this system: forks on Linux, new interpreters elsewhere."""
    return launch_forking if sys.platform == "linux" else launch_spawning


def _environment() -> dict[str, str]:
    """The user's, with the same order of sets always, since suites may go through them."""
    return {**HUGE_PAGES, **os.environ, "PYTHONHASHSEED": "0"}


def _python(module: str) -> list[str]:
    return [sys.executable, "-P", "-m", module]


def _text(orders: Orders) -> str:
    return msgspec.json.encode(orders).decode()

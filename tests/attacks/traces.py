"""What attacks leave behind when they get out: files, processes and shared memory with their mark.

They use these marks so that a test finds all of it, and can remove it. The marks stand where every
process of the machine sees them, so tests that run side by side take turns.
"""

import ctypes
import fcntl
import os
import signal
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

FILES = ("n2m-trace.txt", "n2m-left.txt")
ARENAS = "n2m-fight-"
"""How the folders of all arenas begin: an attack that gets out of one finds the others."""

PROCESS = "n2m-outlives"
SHARED_MEMORY_KEY = 0x6E326D

_PACKAGES = Path(sysconfig.get_path("purelib"))
_REMOVE_SHARED_MEMORY = 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """While an attack is at work and its traces are looked for: nobody else's are about.

    Whoever waits stands in a turnstile, so that nobody else can go in twice meanwhile.
    """
    with _opened("room") as room:
        with _opened("turnstile") as turnstile:
            fcntl.flock(turnstile, fcntl.LOCK_EX)
            fcntl.flock(room, fcntl.LOCK_EX)
        yield


def _opened(name: str) -> TextIO:
    return Path(tempfile.gettempdir(), f"n2m-traces-{name}-{os.getuid()}.lock").open("w")


def remove(folder: Path) -> list[str]:
    """Find what was left behind, remove it, and say what it was.

    Args:
        folder: the arena's.
    """
    return [*_files(folder), *_processes(), *_shared_memory()]


def _places(folder: Path) -> Iterator[Path]:
    yield from map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/"))
    yield from (Path.cwd(), Path.cwd().parent, Path.home(), folder.parent, folder)
    for arena in (folder, *Path(tempfile.gettempdir()).glob(f"{ARENAS}*")):
        yield from (each for each in arena.rglob("*") if each.is_dir())
    yield from (_PACKAGES, _PACKAGES / "numpy", Path(os.__file__).parent)
    yield Path(sysconfig.get_path("stdlib"))
    yield from (Path(__file__).parents[2], Path(sysconfig.get_path("platstdlib"), "lib-dynload"))


def _files(folder: Path) -> Iterator[str]:
    for place in dict.fromkeys(_places(folder)):
        for name in FILES:
            file = place / name
            with suppress(OSError):
                file.unlink()
                yield str(file)


def _processes() -> Iterator[str]:
    for name in Path("/proc").glob("[0-9]*/comm"):
        with suppress(OSError):
            if name.read_text().strip() == PROCESS:
                state = (name.parent / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    os.kill(int(name.parent.name), signal.SIGKILL)
                    yield f"process {name.parent.name}"


def _shared_memory() -> Iterator[str]:
    with suppress(OSError):
        for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]:
            key, number = line.split()[:2]
            if int(key) == SHARED_MEMORY_KEY:
                ctypes.CDLL(None).shmctl(int(number), _REMOVE_SHARED_MEMORY, None)
                yield f"shared memory {number}"

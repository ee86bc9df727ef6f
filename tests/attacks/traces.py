"""What attacks leave behind when they get out: files, processes and shared memory with their mark.

They use these marks so that a test finds all of it, and can remove it. The marks stand where every
process of the machine sees them, so that tests that run side by side agree on who looks for them.
"""

import ctypes
import fcntl
import os
import signal
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

FILES = ("n2m-trace.txt", "n2m-left.txt")
PROCESS = "n2m-outlives"
SHARED_MEMORY_KEY = 0x6E326D

_PACKAGES = Path(sysconfig.get_path("purelib"))
_REMOVE_SHARED_MEMORY = 0


def expected() -> AbstractContextManager[None]:
    """While attacks may leave traces: nobody else looks for any."""
    return _agreed(fcntl.LOCK_EX)


def unexpected() -> AbstractContextManager[None]:
    """While attacks must not leave traces: nobody lets others leave any."""
    return _agreed(fcntl.LOCK_SH)


@contextmanager
def _agreed(how: int) -> Iterator[None]:
    with Path(tempfile.gettempdir(), f"n2m-traces-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, how)
        yield


def remove(folder: Path) -> list[str]:
    """Find what was left behind, remove it, and say what it was.

    Args:
        folder: the arena's.
    """
    return [*_files(folder), *_processes(), *_shared_memory()]


def _places(folder: Path) -> Iterator[Path]:
    yield from map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/"))
    yield from (Path.cwd(), Path.cwd().parent, Path.home(), folder.parent, folder)
    yield from (each for each in folder.rglob("*") if each.is_dir())
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

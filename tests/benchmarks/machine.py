"""The machine's facts, and what processes cost: time, processor time, memory. For Linux alone."""

import ctypes
import os
import platform
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

_PR_SET_CHILD_SUBREAPER = 36
_TICKS = os.sysconf("SC_CLK_TCK")
_TIMES = slice(11, 15)  # utime, stime, cutime, cstime, counted from a process's state


class Cost(NamedTuple):
    """Seconds by the clock, and of all processors together."""

    wall: float
    processor: float


class Memory(NamedTuple):
    """MiB of a process: with its part of what several share (PSS), and what is its alone."""

    pss: float
    own: float


def heading() -> str:
    """What figures depend on."""
    model = next(
        (line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        f":{platform.machine()}",
    )
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{model.partition(':')[2].strip()}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, "
        f"Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}, "
        f"torch {version('torch')}; load {os.getloadavg()[0]:.1f}"
    )


def say(*lines: str) -> None:
    """Print lines at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def tree(root: int) -> dict[int, int]:
    """A process and all its descendants, each with its parent, which comes before it."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError):
                parent = int((each / "stat").read_text().rpartition(") ")[2].split()[1])
                children.setdefault(parent, []).append(int(each.name))
    found = {root: 0}
    waiting = [root]
    for parent in waiting:  # it grows meanwhile
        own = children.get(parent, [])
        found |= dict.fromkeys(own, parent)
        waiting += own
    return found


def processor_s(root: int) -> float:
    """Processor seconds of a process, its descendants, and those of theirs that have ended."""
    ticks = 0
    for pid in tree(root):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            ticks += sum(map(int, fields[_TIMES]))
    return ticks / _TICKS


def memory_of(pid: int) -> Memory:
    """A process's memory; none if it has ended."""
    kib: dict[str, int] = {}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, size, *_ = line.split()
            kib[name] = int(size)
    own = kib.get("Private_Clean:", 0) + kib.get("Private_Dirty:", 0)
    return Memory(kib.get("Pss:", 0) / 1024, own / 1024)


def command_line(pid: int) -> str:
    """What a process was started as; "" if it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def cost_here(action: Callable[[], object]) -> Cost:
    """What something costs that this process and its descendants do, who go on living."""
    processor, start = processor_s(os.getpid()), time.perf_counter()
    action()
    wall = time.perf_counter() - start
    return Cost(wall, processor_s(os.getpid()) - processor)


def cost_of(action: Callable[[], object]) -> Cost:
    """What something costs that starts processes; it must leave none that goes on living.

    Those that it kills with their parents count too: they become this process's children.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, start = _children_s(), time.perf_counter()
    action()
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return Cost(wall, _children_s() - before)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask a process to end, and wait until it has."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

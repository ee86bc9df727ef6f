"""The machine's facts, and what processes cost: time, processor time, memory. For Linux alone."""

import ctypes
import os
import platform
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError):
                parent = int((each / "stat").read_text().rpartition(") ")[2].split()[1])
                children.setdefault(parent, []).append(int(each.name))
    found = [root]
    for each in found:  # it grows meanwhile
        found += children.get(each, [])
    return found


def processor_s(root: int) -> float:
    """Processor seconds of a process, its descendants, and those of theirs that have ended."""
    ticks = 0
    for pid in tree(root):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            ticks += sum(map(int, fields[_TIMES]))
    return ticks / _TICKS


def pss_mib(pid: int) -> float:
    """Memory of a process; of what several share, its part; 0 if it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


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


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, so that their time is counted."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cost_of(words: Sequence[str], **more: object) -> Cost:
    """What a command costs with all that it starts; this process must have no other children."""
    adopt_orphans()
    before, start = _children_s(), time.perf_counter()
    process = subprocess.Popen(words, **more)  # type: ignore[call-overload]
    process.wait()
    wall = time.perf_counter() - start
    wait_for_orphans()
    return Cost(wall, _children_s() - before)


def wait_for_orphans() -> None:
    """Bury all that is left."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


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

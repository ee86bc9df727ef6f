"""What confinement costs per worker: `python -m tests.benchmarks.bench_confinement [LEVEL ...]`.

For each level a zygote with torch is started once. Then, in turns so that the machine's moods meet
all levels alike, a worker is forked, confined, asked nothing more than to be ready, and ended. The
first level stands there once more with a zygote that does not ask for huge pages.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from typing import get_args
from unittest.mock import patch

from grader.judge import glass
from grader.judge.glass import Zygote
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level, Library, Spawn

_SAMPLES = 100
_WARM_UP = 5
_SMALL_PAGES = "{level}, small pages"


def main() -> None:
    """Print a table: median and 90th percentile in milliseconds, and the difference to none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("levels", nargs="*", default=get_args(Level))
    parser.add_argument("--library", choices=get_args(Library), default="torch")
    arguments = parser.parse_args()
    times = measure(arguments.library, arguments.levels)
    base = statistics.median(times.get("none", [float("nan")]))
    lines = [f"{'level':<24} {'median ms':>10} {'90 % ms':>10} {'more ms':>10}"]
    for level, samples in times.items():
        median, late = statistics.median(samples), statistics.quantiles(samples, n=10)[-1]
        lines.append(f"{level:<24} {median:>10.1f} {late:>10.1f} {median - base:>10.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


def measure(library: Library, levels: Sequence[Level]) -> dict[str, list[float]]:
    """Milliseconds from the request for a worker to its hello, `_SAMPLES` times for each level."""
    zygotes = {str(level): Zygote(library, level) for level in levels}
    with patch.object(glass, "HUGE_PAGES", {}):
        zygotes[_SMALL_PAGES.format(level=levels[0])] = Zygote(library, levels[0])
    times: dict[str, list[float]] = {name: [] for name in zygotes}
    try:
        for zygote in zygotes.values():
            zygote.wait_until_ready()
        for _ in range(_WARM_UP + _SAMPLES):
            for name, zygote in zygotes.items():
                times[name].append(_spawn_and_end_ms(zygote))
    finally:
        for zygote in zygotes.values():
            zygote.close()
    return {name: samples[_WARM_UP:] for name, samples in times.items()}


def _spawn_and_end_ms(zygote: Zygote) -> float:
    start = time.perf_counter()
    zygote.spawn(Spawn(Limits())).end()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()

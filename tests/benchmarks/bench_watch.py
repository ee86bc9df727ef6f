"""From save to verdict: `python -m tests.benchmarks.bench_watch [TOPIC ...] [--modes ...]`.

A real `grader watch` runs in a pseudo-terminal, and its screen is read. The topic's module is saved
again and again, its first exercise wrong in a way of its own each time; the clock runs from before
the write until the new verdict can be read. What students have is a kit, which runs the examples
suites: with forks, as on Linux; or without, as elsewhere, where an interpreter of its own waits for
each check, so that the time between saves counts as well. A clone runs the hidden suites too: with
forks, without, and with forks but looking at the files instead of waiting for events. Without a
name, all topics are measured.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from grader.curriculum import choose_topics
from grader.kit.building import build_kit
from tests.benchmarks.machine import heading, say
from tests.commands import GRADER, ROOT
from tests.companion.terminal import WITHOUT_FORKS, Terminal
from tests.judges import solution, topics

WARM_UPS = 3
BEGIN = "# BEGIN SOLUTION\n"
WRONG = "{indent}raise ValueError({mark!r})\n"
MARK = "save number {number}."
KITS_GRADER = (sys.executable, "-P", "-c", "from grader.cli import main; main()")
KIT_WITHOUT_FORKS = (sys.executable, "-P", *WITHOUT_FORKS[1:])


class Mode(NamedTuple):
    """How a folder is watched.

    Attributes:
        program: what runs.
        words: its arguments, before the folder's.
        in_kit: whether a kit's grader is at work.
    """

    program: tuple[object, ...]
    words: tuple[str, ...]
    in_kit: bool


MODES = {
    "kit": Mode(KITS_GRADER, ("watch", "--from"), in_kit=True),
    "kit without forks": Mode(KIT_WITHOUT_FORKS, (), in_kit=True),
    "clone": Mode((GRADER,), ("watch", "--from"), in_kit=False),
    "clone without forks": Mode(WITHOUT_FORKS, (), in_kit=False),
    "clone with --poll": Mode((GRADER,), ("watch", "--poll", "--from"), in_kit=False),
}


def main() -> None:
    """Print a table: the median and the worst of the saves, in milliseconds."""
    options = _options()
    chosen = choose_topics(topics(), options.topics)
    say(
        heading(),
        f"from save to verdict, {options.saves} saves each, {options.pause_s:g} s apart, in ms",
        "",
        "| topic | mode | median | worst |",
        "| --- | --- | ---: | ---: |",
    )
    with tempfile.TemporaryDirectory() as place:
        kit = Path(place) / "kit"
        build_kit(kit)
        for mode in options.modes:
            for topic in chosen:
                taken = measure(topic.name, MODES[mode], kit, options.saves, options.pause_s)
                median, worst = statistics.median(taken), max(taken)
                say(f"| `{topic.name}` | {mode} | {median:.0f} | {worst:.0f} |")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    parser.add_argument("--modes", nargs="*", choices=MODES, default=list(MODES))
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--pause-s", type=float, default=0.15, help="between two saves")
    return parser.parse_args()


def measure(topic: str, mode: Mode, kit: Path, saves: int, pause_s: float) -> list[float]:
    """Milliseconds from each save to its verdict, after some that do not count."""
    (chosen,) = choose_topics(topics(), [topic])
    exercise = chosen.exercises[0].name
    paths = {"PYTHONPATH": f"{kit}{os.pathsep}{ROOT}"} if mode.in_kit else {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{topic}.py"
        words = [*mode.words, folder]
        with Terminal(words, rows=60, program=mode.program, **paths) as terminal:
            terminal.wait_for("Checked", seconds=60)
            taken = []
            for number in range(WARM_UPS + saves):
                time.sleep(pause_s)
                mark = MARK.format(number=number)
                taken.append(_save(terminal, file, solution(topic), exercise, mark))
            return taken[WARM_UPS:]


def _save(terminal: Terminal, file: Path, text: str, exercise: str, mark: str) -> float:
    start = time.perf_counter()
    file.write_text(_wrong(text, exercise, mark), encoding="utf-8")
    terminal.wait_for(mark, seconds=30)
    return 1000 * (time.perf_counter() - start)


def _wrong(text: str, exercise: str, mark: str) -> str:
    """The module with one exercise that raises."""
    definition = re.search(rf"^(def|class) {exercise}\b", text, re.MULTILINE)
    assert definition is not None
    marker = text.index(BEGIN, definition.end())
    indent = text[text.rindex("\n", 0, marker) + 1 : marker]
    begin = marker + len(BEGIN)
    return text[:begin] + WRONG.format(indent=indent, mark=mark) + text[begin:]


if __name__ == "__main__":
    main()

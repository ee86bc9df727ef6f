"""From save to verdict: `python -m tests.benchmarks.bench_watch [TOPIC ...]`.

A real `grader watch` runs in a pseudo-terminal, and its screen is read. The topic's module is saved
again and again, its first exercise wrong in a way of its own each time; the clock runs from before
the write until the new verdict can be read. Each topic is measured in each mode: with forks, as on
Linux; without, as elsewhere; and with forks, but looking at the files instead of waiting for
events. Without a name, all topics are.
"""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from grader.curriculum import choose_topics
from tests.benchmarks.machine import heading, say
from tests.commands import GRADER
from tests.companion.terminal import WITHOUT_FORKS, Terminal
from tests.judges import solution, topics

SAVES = 50
WARM_UPS = 3
PAUSE_S = 0.15
MODES: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "with forks": ((GRADER,), ("watch", "--from")),
    "without forks": (WITHOUT_FORKS, ()),
    "with forks, --poll": ((GRADER,), ("watch", "--poll", "--from")),
}
BEGIN = "# BEGIN SOLUTION\n"
WRONG = "{indent}raise ValueError({mark!r})\n"
MARK = "save number {number}."


def main(names: list[str], saves: int = SAVES) -> None:
    """Print a table: the median and the worst of the saves, in milliseconds."""
    chosen = choose_topics(topics(), names)
    say(heading(), f"from save to verdict, {saves} saves each, in ms", "")
    say("| topic | mode | median | worst |", "| --- | --- | ---: | ---: |")
    for mode in MODES:
        for topic in chosen:
            taken = measure(topic.name, mode, saves)
            median, worst = statistics.median(taken), max(taken)
            say(f"| `{topic.name}` | {mode} | {median:.0f} | {worst:.0f} |")


def measure(topic: str, mode: str, saves: int) -> list[float]:
    """Milliseconds from each save to its verdict, after some that do not count."""
    program, words = MODES[mode]
    (chosen,) = choose_topics(topics(), [topic])
    exercise = chosen.exercises[0].name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{topic}.py"
        with Terminal([*words, folder], rows=60, program=program) as terminal:
            terminal.wait_for("Checked", seconds=60)
            return [
                _save(terminal, file, solution(topic), exercise, MARK.format(number=number))
                for number in range(WARM_UPS + saves)
            ][WARM_UPS:]


def _save(terminal: Terminal, file: Path, text: str, exercise: str, mark: str) -> float:
    time.sleep(PAUSE_S)
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
    main(sys.argv[1:])

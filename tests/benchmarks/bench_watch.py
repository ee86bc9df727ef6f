"""From save to verdict: `python -m tests.benchmarks.bench_watch [TOPIC] [--without-forks]`.

A real `grader watch` runs in a pseudo-terminal, and its screen is read. The topic's module is saved
again and again, its first exercise wrong in a way of its own each time; the clock runs from before
the write until the new verdict can be read.
"""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.commands import GRADER
from tests.companion.terminal import WITHOUT_FORKS, Terminal
from tests.judges import solution, topics

SAVES = 50
WARM_UPS = 3
PAUSE_S = 0.15
MODES: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "--with-forks": ((GRADER,), ("watch", "--from")),
    "--poll": ((GRADER,), ("watch", "--poll", "--from")),
    "--without-forks": (WITHOUT_FORKS, ()),
}
BEGIN = "# BEGIN SOLUTION\n"
WRONG = "{indent}raise ValueError({mark!r})\n"
MARK = "save number {number}."


def main(topic: str, mode: str = "--with-forks") -> None:
    """Print the median and the worst of the saves, in milliseconds."""
    program, words = MODES[mode]
    exercise = next(each for each in topics() if each.name == topic).exercises[0].name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{topic}.py"
        with Terminal([*words, folder], rows=60, program=program) as terminal:
            terminal.wait_for("Checked", seconds=60)
            taken = [
                _save(terminal, file, solution(topic), exercise, MARK.format(number=number))
                for number in range(WARM_UPS + SAVES)
            ][WARM_UPS:]
    sys.stdout.write(
        f"{topic:<14} {mode:<16} {SAVES} saves: median {statistics.median(taken):.0f} ms, "
        f"worst {max(taken):.0f} ms\n"
    )


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
    main(*(sys.argv[1:] or ["neuron"]))

"""From save to verdict: `python -m tests.benchmarks.bench_watch [TOPIC] [--poll]`.

A real `grader watch` runs in a pseudo-terminal, and its screen is read. The topic's module is saved
again and again, in turns with one exercise wrong and with another wrong, so that every save changes
what is on the screen; the clock runs from before the write until the new verdict can be read.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.companion.terminal import Terminal
from tests.judges import solution, topics

SAVES = 50
WARM_UPS = 3
STUB = "    raise NotImplementedError({name!r})\n"


def main(topic: str, *options: str) -> None:
    """Print the median and the worst of the saves, in milliseconds."""
    names = [each.name for each in next(t for t in topics() if t.name == topic).exercises]
    texts = [_without(solution(topic), name) for name in (names[0], names[-1])]
    marks = [f"· {name} " for name in (names[0], names[-1])]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{topic}.py"
        with Terminal(["watch", "--from", folder, *options], rows=60) as terminal:
            terminal.wait_for("Checked", seconds=60)
            file.write_text(texts[1], encoding="utf-8")
            terminal.wait_for(marks[1], seconds=60)
            taken = [
                _save(terminal, file, texts[turn % 2], marks[turn % 2])
                for turn in range(SAVES + WARM_UPS)
            ][WARM_UPS:]
    sys.stdout.write(
        f"{topic:<14} {SAVES} saves: median {statistics.median(taken):.0f} ms, "
        f"worst {max(taken):.0f} ms\n"
    )


def _without(text: str, exercise: str) -> str:
    """The module with one exercise not written."""
    lines = text.splitlines(keepends=True)
    begins = next(
        at
        for at, line in enumerate(lines)
        if line.startswith((f"def {exercise}(", f"class {exercise}("))
    )
    begin = next(at for at in range(begins, len(lines)) if lines[at].strip() == "# BEGIN SOLUTION")
    lines.insert(begin + 1, STUB.format(name=exercise))
    return "".join(lines)


def _save(terminal: Terminal, file: Path, text: str, mark: str) -> float:
    time.sleep(0.15)
    start = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    terminal.wait_for(mark, seconds=30)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["neuron"]))

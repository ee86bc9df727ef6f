"""For authors: write down what right code gives, `python -m grader.plots.record`.

The solutions are called through the same glass as a student's modules are.
"""

import sys
from pathlib import Path

import msgspec

from grader.curriculum import choose_topics, load_curriculum
from grader.places import data_folder
from grader.plots.calls import collect, opened_module
from grader.plots.catalogue import DATA_FOLDER, PLOTS
from grader.plots.types import Numbers, Plot

DIGITS = 5
WRITTEN = "Written: {file}\n"


def record(plot: Plot) -> Numbers:
    """The numbers of a topic's solution.

    Raises:
        RuntimeError: the solution cannot be drawn; the picture is to be mended.
    """
    (topic,) = choose_topics(load_curriculum(), [plot.topic])
    source = (data_folder("solutions") / f"{plot.topic}.py").read_bytes()
    with opened_module(topic, source, "none") as module:
        numbers, problems = collect(plot, module)
    if problems:
        raise RuntimeError(" ".join(problems))
    return {name: tuple(map(_rounded, found)) for name, found in numbers.items()}


def _rounded(number: float | None) -> float | None:
    """As many digits as a picture can show."""
    return None if number is None else float(f"{number:.{DIGITS}g}")


def main(folder: Path) -> None:
    """Write a file for each picture."""
    folder.mkdir(parents=True, exist_ok=True)
    for plot in PLOTS.values():
        file = folder / f"{plot.topic}.json"
        file.write_bytes(msgspec.json.encode(record(plot)) + b"\n")
        sys.stdout.write(WRITTEN.format(file=file))


if __name__ == "__main__":
    main(DATA_FOLDER)

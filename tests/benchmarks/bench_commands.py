"""Commands from cold, beside importing torch: `python -m tests.benchmarks.bench_commands`.

Each begins as from a shell, and has ended when the next begins, in turns. Processor seconds are of
all processes that a command starts.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.places import data_folder
from tests.benchmarks.machine import Cost, cost_of, heading, say
from tests.commands import GRADER

SAMPLES = 9
IMPORT_TORCH = "import torch"


def main() -> None:
    """Print a table: medians, and the ratio to importing torch."""
    costs = measure(SAMPLES)
    torch = costs[IMPORT_TORCH]
    say(heading(), f"cold, medians of {SAMPLES}")
    say(f"{'':<22} {'s':>6} {'to torch':>9} {'processor s':>12} {'to torch':>9}")
    for name, own in costs.items():
        wall, used = (statistics.median(each[place] for each in own) for place in (0, 1))
        to_wall, to_used = (
            statistics.median(
                each[place] / other[place] for each, other in zip(own, torch, strict=True)
            )
            for place in (0, 1)
        )
        say(f"{name:<22} {wall:>6.2f} {to_wall:>9.2f} {used:>12.2f} {to_used:>9.2f}")


def measure(samples: int) -> dict[str, list[Cost]]:
    """What each command costs, a number of times, after one that does not count."""
    check = [str(GRADER), "check", "--from", "solutions"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        IMPORT_TORCH: [sys.executable, "-c", IMPORT_TORCH],
        "grader --help": [str(GRADER), "--help"],
        "grader check neuron": [*check, "neuron"],
        "grader check mlp": [*check, "mlp"],
        "grader check (all)": check,
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data_folder("solutions"), Path(folder) / "solutions")
        for _ in range(samples + 1):
            for name, words in commands.items():
                costs[name].append(_cost(words, Path(folder)))
    return {name: own[1:] for name, own in costs.items()}


def _cost(words: list[str], folder: Path) -> Cost:
    return cost_of(lambda: subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=True))


if __name__ == "__main__":
    main()

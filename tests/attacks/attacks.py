"""The corpus: hostile submissions, each one module of a topic, and what its head says of it.

A file's docstring says what it tries, and then, each on a line of its own:

- `If it succeeded:` what would happen.
- `Stopped by:` which protection is meant to stop it. Where that is the kernel's, it begins with
  `kernel`, or with `kernel at level full` where level container does not promise it.
- `Topic:` whose module it is; neuron where there is no such line.
- `Wrong:` exercises that must earn nothing, and criteria that must not, as `exercise.test_name`.
"""

import re
from pathlib import Path
from typing import NamedTuple

from grader.sandbox.protocol import Level

CORPUS = Path(__file__).parent / "corpus"

FAMILIES = {
    "end_early": "end the process, or the run, before anything is compared",
    "exhaust": "use up processors, memory, threads, processes, disk, output, time",
    "forge": "send the judge, or others, messages that are not a worker's to send",
    "frames": "send frames that are malformed, too large, too deep, or of odd content",
    "import_kit": "import the kit",
    "kernel": "reach other processes, the machine or more rights through the kernel",
    "lie": "answer with objects, numbers and exercises that lie",
    "network": "talk to the network, to this machine, to other workers",
    "outlast": "catch, ignore or sit out the time-out",
    "patch": "replace what comparisons and outcomes are made of",
    "poison": "spoil the next criterion or submission, or leave something for it",
    "report": "inject something into the report, a terminal, a table, a page",
    "search": "look for answers and secrets in memory, frames, modules, disk and /proc",
    "survive": "go on living when the worker ends",
}


class Attack(NamedTuple):
    """One hostile submission.

    Attributes:
        name: its family and file.
        source: its text.
        topic: whose module it is.
        success: what would happen if it succeeded.
        stopped_by: the protection that is meant to stop it.
        wrong: exercises, and criteria as `exercise.test_name`, that must earn nothing.
    """

    name: str
    source: str
    topic: str
    success: str
    stopped_by: str
    wrong: tuple[str, ...]

    @property
    def family(self) -> str:
        return self.name.partition("/")[0]

    @property
    def needs_kernel(self) -> bool:
        return self.stopped_by.startswith("kernel")

    def is_stopped_at(self, level: Level) -> bool:
        """Whether a level promises to stop it."""
        if self.stopped_by.startswith("kernel at level full"):
            return level == "full"
        return not self.needs_kernel or level != "none"


def read_attack(file: Path) -> Attack:
    """Read one file of the corpus."""
    source = file.read_text(encoding="utf-8")
    head = source.split('"""')[1]
    return Attack(
        f"{file.parent.name}/{file.stem}",
        source,
        _line(head, "Topic") or "neuron",
        _line(head, "If it succeeded"),
        _line(head, "Stopped by"),
        tuple(_line(head, "Wrong").split()),
    )


def _line(head: str, name: str) -> str:
    """What a head says after a name, up to the next one."""
    found = re.search(rf"^{name}: (.*?)(?=\n[A-Z][a-z ]+: |\Z)", head, re.DOTALL | re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


ATTACKS = tuple(read_attack(file) for file in sorted(CORPUS.glob("*/*.py")))
BY_NAME = {attack.name: attack for attack in ATTACKS}

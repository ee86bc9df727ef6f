"""Judges attacks, as whoever starts it: `python -m tests.attacks.fight LEVEL TOPIC...`.

Each line that it reads is a round: attacks' names, as JSON, one for each arena. They are judged
side by side, then traces of them are looked for, and honest submissions are judged. Each line that
it writes tells how these attacks fared, as JSON; the first one only that it is ready, or why not.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import msgspec

from grader.judge.errors import GraderFault
from grader.report.types import Report
from grader.sandbox.protocol import Level
from tests.attacks import traces
from tests.attacks.arena import Arena
from tests.attacks.attacks import BY_NAME, Attack

ARENAS = 2
READY = "ready"


class Fared(msgspec.Struct):
    """How an attack fared.

    Attributes:
        report: its own; None where the judge was lost.
        fault: why the judge was lost.
        seconds: that judging it took.
        traces: what it, or its neighbour in the round, left behind.
        next_is_alone: whether the next submission was graded as if it were alone.
    """

    report: Report | None = None
    fault: str = ""
    seconds: float = 0.0
    traces: list[str] = []
    next_is_alone: bool = False


def main(level: Level, topics: tuple[str, ...]) -> None:
    """Serve rounds until there are no more."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=traces.ARENAS)))
        threads = stack.enter_context(ThreadPoolExecutor(ARENAS))
        places = [folder / f"{number}" for number in range(ARENAS)]
        arenas = [Arena(place, folder / "cache", level, topics) for place in places]
        try:
            list(threads.map(stack.enter_context, arenas))
        except GraderFault as fault:
            say(str(fault))
            return
        say(READY)
        for line in sys.stdin:
            attacks = [BY_NAME[name] for name in msgspec.json.decode(line)]
            say(fight(arenas, attacks, threads, folder))


def fight(
    arenas: Sequence[Arena], attacks: Sequence[Attack], threads: ThreadPoolExecutor, folder: Path
) -> list[Fared]:
    """Have a round."""
    fared = list(threads.map(attack, arenas, attacks))
    left = traces.remove(folder)
    alone = threads.map(next_is_alone, arenas, attacks)
    return [
        msgspec.structs.replace(each, traces=left, next_is_alone=itself)
        for each, itself in zip(fared, alone, strict=True)
    ]


def attack(arena: Arena, attack: Attack) -> Fared:
    start = time.monotonic()
    try:
        report, fault = arena.attack(attack), ""
    except GraderFault as lost:
        report, fault = None, str(lost)
    return Fared(report, fault, time.monotonic() - start)


def next_is_alone(arena: Arena, attack: Attack) -> bool:
    try:
        return arena.is_itself(attack.topic)
    except GraderFault:
        return False


def say(what: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(what) + b"\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(msgspec.convert(sys.argv[1], Level), tuple(sys.argv[2:]))

"""A class made by a seed: mistakes drawn from the catalogue, some broken, some hostile.

Most have one to four misconceptions, or unusual right answers, or have not come to the last topics.
Of a hundred about seven hand in what is broken or hostile. Attacks whose verdict hangs on how long
they take are left out: what comes of those is not to be compared between two runs.
"""

import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grader.curriculum import Topic
from grader.sandbox.protocol import Level
from grader.variants import Variant, put_into, read_misconceptions, read_unusual
from tests.attacks.attacks import ATTACKS
from tests.judges import solution, stub

Texts = dict[str, str]
"""Modules' text by topic."""

FAIRNESS = Path(__file__).parents[1] / "fairness"
TIMED = ("exhaust", "outlast", "survive")
SHARES = {
    "right": 10,
    "mistaken": 55,
    "unusual": 13,
    "unfinished": 15,
    "broken": 4,
    "hostile": 3,
}
SYNTAX_ERROR = "\n\ndef unfinished(\n"
MISSING_MODULE = "import a_module_of_mine\n"
ENDLESS = "\n\ndef {name}(*args, **kwargs):\n    while True:\n        pass\n"
WAYS_TO_BREAK = ("syntax", "syntax", "syntax", "import", "import", "endless")
"""An endless loop takes half a minute to judge, and so is rare."""


class Person(NamedTuple):
    """Somebody, and what they hand in.

    Attributes:
        name: theirs.
        kind: one of `SHARES`.
        files: content by path.
    """

    name: str
    kind: str
    files: dict[str, bytes]


def generated(size: int, topics: tuple[Topic, ...], level: Level, seed: int = 0) -> list[Person]:
    """A class.

    Args:
        size: how many hand in.
        topics: what they hand in.
        level: that attacks are drawn for, only such as it stops.
        seed: draws all; the same seed gives the same class.
    """
    chance = random.Random(seed)
    kinds = [kind for kind, share in SHARES.items() for _ in range(share * size // 100 + 1)]
    chance.shuffle(kinds)
    chosen = enumerate(kinds[:size])
    return [_person(number, kind, topics, level, chance) for number, kind in chosen]


def honest(people: list[Person]) -> list[Person]:
    """Those whose code neither breaks nor attacks."""
    return [each for each in people if each.kind not in ("broken", "hostile")]


def _person(
    number: int, kind: str, topics: tuple[Topic, ...], level: Level, chance: random.Random
) -> Person:
    ways: Mapping[str, Callable[[], Texts]] = {
        "right": lambda: _right(topics),
        "mistaken": lambda: _changed(topics, chance, chance.randint(1, 4), mistakes),
        "unusual": lambda: _changed(topics, chance, 3 * len(topics), unusual),
        "unfinished": lambda: _unfinished(topics, chance),
        "broken": lambda: _broken(topics, chance),
        "hostile": lambda: _hostile(topics, level, chance),
    }
    files = {f"{topic}.py": text.encode() for topic, text in ways[kind]().items()}
    files["notes.txt"] = f"Handed in by number {number}.\n".encode()
    return Person(f"Person {number:04}", kind, files)


@cache
def mistakes(topic: Topic) -> list[Variant]:
    """The catalogue of a topic."""
    return read_misconceptions(topic.folder / "misconceptions.py")


@cache
def unusual(topic: Topic) -> list[Variant]:
    """Its unusual right answers."""
    return read_unusual(FAIRNESS / f"{topic.name}.py")


def _right(topics: tuple[Topic, ...]) -> Texts:
    return {topic.name: solution(topic.name) for topic in topics}


def _changed(
    topics: tuple[Topic, ...],
    chance: random.Random,
    count: int,
    catalogue: Callable[[Topic], list[Variant]],
) -> Texts:
    """Solutions with so many entries in the place of exercises."""
    texts = _right(topics)
    for _ in range(count):
        topic = chance.choice(topics)
        texts[topic.name] = put_into(texts[topic.name], chance.choice(catalogue(topic)))
    return texts


def _unfinished(topics: tuple[Topic, ...], chance: random.Random) -> Texts:
    """A mistake, the last topics untouched, and the very last not handed in."""
    texts = _changed(topics, chance, 1, mistakes)
    come_to = chance.randint(1, len(topics))
    texts |= {topic.name: stub(topic.name) for topic in topics[come_to:]}
    if come_to < len(topics):
        del texts[topics[-1].name]
    return texts


def _broken(topics: tuple[Topic, ...], chance: random.Random) -> Texts:
    texts, topic = _right(topics), chance.choice(topics)
    name = chance.choice(topic.exercises).name
    text = texts[topic.name]
    broken = {
        "syntax": text + SYNTAX_ERROR,
        "import": MISSING_MODULE + text,
        "endless": text + ENDLESS.format(name=name),
    }
    return texts | {topic.name: broken[chance.choice(WAYS_TO_BREAK)]}


def _hostile(topics: tuple[Topic, ...], level: Level, chance: random.Random) -> Texts:
    names = {topic.name for topic in topics}
    attacks = [
        each
        for each in ATTACKS
        if each.topic in names and each.family not in TIMED and each.is_stopped_at(level)
    ]
    attack = chance.choice(attacks)
    return _right(topics) | {attack.topic: attack.source}

"""Modules under other names: as browsers, file managers and platforms write a second copy."""

import re
from collections.abc import Iterable

import msgspec

from grader.classroom.intake.files import File, Unreadable
from grader.curriculum import Topic
from grader.sandbox.protocol import MAX_SOURCE_BYTES

READ_AS = "{path} is read as {topic}.py, which is not there."
OTHER_NAME = "There is no {topic}.py. {path} defines {exercises}, and is not read under that name."

MOST_LOOKED_AT = 50
"""Files that nobody asked for: the nearest to the top say enough."""

# possessive: a student may name a file anything, and there is one way alone to read what follows
_COPY = (
    r"(?i)^(?:copy of |copie de |copia de |kopie von )?(?P<topic>{topics})"
    r"(?:[ _-]*+(?:\d++|\(\d++\)|\(?(?:copy|copie|copia|kopie)\)?))*+ *+\.py(?:\.txt)?$"
)
_DEFINITION = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.M)


class Renamed(msgspec.Struct, frozen=True):
    """Files that may be a topic's module, by the topic's name.

    Attributes:
        copies: named nearly as the topic is: `Neuron.py`, `neuron (1).py`, `neuron-2.py`,
            `neuron.py.txt`.
        others: Python files with any other name.
    """

    copies: dict[str, list[File]]
    others: list[File]


def renamed(files: Iterable[File], topics: Iterable[Topic]) -> Renamed:
    """Sort a submission's files by what their names say.

    Args:
        files: in the order in which they count.
        topics: that are looked for.
    """
    known = {topic.name for topic in topics}
    copy = re.compile(_COPY.format(topics="|".join(map(re.escape, sorted(known)))))
    copies: dict[str, list[File]] = {}
    others = []
    for file in files:
        name = file.path.name
        if name.removesuffix(".py") in known:
            continue
        match = copy.match(name)
        topic = match["topic"].casefold() if match else ""
        if topic in known:
            copies.setdefault(topic, []).append(file)
        elif name.endswith(".py"):
            others.append(file)
    return Renamed(copies, others)


def told_of_others(others: Iterable[File], missing: Iterable[Topic]) -> list[str]:
    """What to say where a topic has no module, and another file defines its exercises.

    Args:
        others: files named as no topic is, in the order in which they count.
        missing: topics that nothing was found for.
    """
    topics = list(missing)
    nearest = list(others)[:MOST_LOOKED_AT] if topics else []
    defined = [(file.path, _defined(file)) for file in nearest]
    told = []
    for topic in topics:
        for path, names in defined:
            exercises = [each.name for each in topic.exercises if each.name in names]
            if exercises:
                words = {"path": path, "exercises": ", ".join(exercises)}
                told.append(OTHER_NAME.format(topic=topic.name, **words))
                break
    return told


def _defined(file: File) -> set[str]:
    try:
        raw = file.read(MAX_SOURCE_BYTES)
    except Unreadable:
        return set()
    return {name.decode("utf-8", "replace") for name in _DEFINITION.findall(raw)}

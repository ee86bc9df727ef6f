"""The modules that tell whether a topic holds, and what the judge makes of each at each seed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Literal

import msgspec

from grader.authoring.material import Material
from grader.classroom.pool import judge_works
from grader.curriculum import Topic, load_curriculum
from grader.judge.wire import Work
from grader.report.types import TopicResult
from grader.sandbox.confinement.probing import probe
from grader.submission import Submission
from grader.variants import Variant, put_into

JUDGES = 2
"""How many judges work at once."""

TWO_THREADS = "\nimport torch\n\ntorch.set_num_threads(2)\n"
"""Put below a module of a torch topic; NumPy's threads are fixed when a zygote starts."""

Kind = Literal["solution", "stub", "wrong", "unusual"]


class Case(msgspec.Struct, frozen=True):
    """A module to be judged.

    Attributes:
        name: tells it from the topic's other cases.
        kind: what it is.
        source: its text.
        variant: what stands in it instead of the solution's exercise.
        twin: the name of the case that it has to behave like, itself or another.
    """

    name: str
    kind: Kind
    source: str
    twin: str
    variant: Variant | None = None


class Trial(msgspec.Struct, frozen=True):
    """A case, and its result at each seed."""

    case: Case
    results: tuple[TopicResult, ...]


def cases(material: Material) -> list[Case]:
    """All the modules that a topic's author answers for."""
    solution = material.solution
    right = [
        Case("solution", "solution", solution, "solution"),
        *(_variant(solution, "unusual", each) for each in material.unusual or ()),
    ]
    return [
        *right,
        *(_two_threads(each) for each in right if material.topic.library == "torch"),
        *(_variant(solution, "wrong", each) for each in material.wrong),
        Case("stub", "stub", material.stub, "stub"),
    ]


def try_cases(topic: Topic, all_cases: Iterable[Case], seeds: int) -> Iterator[Trial]:
    """Have every case judged at every seed, at the best level of isolation that there is.

    Raises:
        CurriculumError: the topic has something to mend before it can be judged at all.
        GraderFault: the grader itself failed.
    """
    by_name = {case.name: case for case in all_cases}
    works = (
        Work(Submission(case.name, {topic.name: case.source.encode()}, {}), seed)
        for seed in range(seeds)
        for case in by_name.values()
    )
    results: dict[str, dict[int, TopicResult]] = defaultdict(dict)
    for report in judge_works(works, (topic,), JUDGES, probe().level):
        results[report.submission][report.run.seed] = report.topics[0]
    for name, case in by_name.items():
        yield Trial(case, tuple(results[name][seed] for seed in range(seeds)))


def bare_copy(topic: Topic, folder: Path, suites: Iterable[str]) -> Topic:
    """A topic with some of its suites and nothing else, so that nothing is diagnosed.

    Args:
        topic: to be copied.
        folder: becomes a topics' folder.
        suites: names of suites' files; those that there are.
    """
    home = folder / topic.name
    home.mkdir()
    for name in ("topic.toml", *suites):
        if (topic.folder / name).is_file():
            copyfile(topic.folder / name, home / name)
    return next(each for each in load_curriculum(folder) if each.name == topic.name)


def _variant(solution: str, kind: Kind, variant: Variant) -> Case:
    name = f"{kind} {variant.exercise} {variant.identity} line {variant.line}"
    return Case(name, kind, put_into(solution, variant), name, variant)


def _two_threads(case: Case) -> Case:
    return msgspec.structs.replace(
        case, name=f"{case.name}, two threads", source=case.source + TWO_THREADS
    )

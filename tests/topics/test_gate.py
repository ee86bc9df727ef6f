"""What must be true of every topic: solution, stub, misconceptions, unusual right answers."""

from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.curriculum import Topic
from grader.sandbox.protocol import Read
from grader.sandbox.reading import read
from grader.stubs import make_stub
from grader.variants import Variant, put_into, read_misconceptions, read_unusual
from tests.judges import Judges, complaints, exercise, solution, stub, topics

FAIRNESS = Path(__file__).parent.parent / "fairness"
HARMLESS = ("passed", "skipped")
UNTOLD = {
    ("z times its own slope", "activations.mutates-input"),
    (
        "forward called again, a constant input for the biases, slope as (1 + H)(1 - H)",
        "propagation.batch-overwritten",
    ),
}
"""Where what is called overwrites what its caller goes on with: who is to blame is not told."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = metafunc.config.getoption("--topic")
    seeds = range(metafunc.config.getoption("--seeds"))
    picked = [topic for topic in topics() if not chosen or topic.name in chosen]
    names = [topic.name for topic in picked]
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", seeds)
    if "wrong" in metafunc.fixturenames:
        _spread(metafunc, "wrong", [(t.name, v) for t in picked for v in misconceptions(t.name)])
    elif "beside" in metafunc.fixturenames:
        _spread(metafunc, "beside", [(t.name, pair) for t in picked for pair in pairs(t)])
    elif "unusual" in metafunc.fixturenames:
        _spread(metafunc, "unusual", [(name, v) for name in names for v in fairness(name)])
    elif "topic" in metafunc.fixturenames:
        metafunc.parametrize("topic", names)


class Pair(NamedTuple):
    """A right exercise beside a wrong one that it calls."""

    caller: Variant
    called: Variant


def _spread(
    metafunc: pytest.Metafunc, name: str, entries: Sequence[tuple[str, Variant | Pair]]
) -> None:
    ids = [f"{topic}-{title(each)}" for topic, each in entries]
    metafunc.parametrize(("topic", name), entries, ids=ids)


def title(entry: Variant | Pair) -> str:
    """How an entry is told from all others of its topic."""
    if isinstance(entry, Pair):
        return f"{title(entry.caller)}-beside-{title(entry.called)}"
    return f"{entry.exercise}-{entry.identity}-{entry.line}"


def pairs(topic: Topic) -> Iterator[Pair]:
    """Every unusual exercise beside a few wrong ones of each that it calls."""
    names = tuple(each.name for each in topic.exercises)
    for caller in fairness(topic.name):
        source = put_into(solution(topic.name), caller).encode()
        used = read(source, Read(names, {})).definitions[caller.exercise].uses
        for name in used:
            wrong = [each for each in misconceptions(topic.name) if each.exercise == name]
            few = wrong[caller.line % 7 :: 1 + len(wrong) // 3]
            told = (each for each in few if (caller.identity, each.identity) not in UNTOLD)
            yield from (Pair(caller, each) for each in told)


def misconceptions(topic: str) -> list[Variant]:
    (folder,) = [each.folder for each in topics() if each.name == topic]
    return read_misconceptions(folder / "misconceptions.py")


def fairness(topic: str) -> list[Variant]:
    return read_unusual(FAIRNESS / f"{topic}.py")


def test_the_solution_gets_everything(judges: Judges, topic: str, seed: int) -> None:
    result = judges.judge(topic, solution(topic), seed)
    assert result.score == result.max_score, complaints(result)
    assert all(each.outcome == "passed" for each in result.criteria), complaints(result)


def test_the_stub_gets_nothing_and_every_criterion_says_not_implemented(
    judges: Judges, topic: str
) -> None:
    result = judges.judge(topic, stub(topic))
    assert result.score == 0
    assert result.status == "not_started"
    assert {each.outcome for each in result.criteria} == {"not_implemented"}


def test_the_committed_stub_is_the_one_that_the_solution_gives(topic: str) -> None:
    assert stub(topic) == make_stub(solution(topic), topic)


def test_a_misconception_is_named_and_loses_points_in_its_own_exercise_and_no_other(
    judges: Judges, topic: str, wrong: Variant, seed: int
) -> None:
    result = judges.judge(topic, put_into(solution(topic), wrong), seed)
    own = exercise(result, wrong.exercise)
    assert own.score is not None
    assert own.score < own.max_score, "nothing is lost"
    assert own.misconceptions[:1] == (wrong.identity,), "it is not recognised"
    for each in result.criteria:
        assert each.exercise == wrong.exercise or each.outcome in HARMLESS, complaints(result)
        assert each.outcome not in ("grader_error", "crashed"), complaints(result)


def test_an_unusual_right_answer_gets_everything(
    judges: Judges, topic: str, unusual: Variant, seed: int
) -> None:
    result = judges.judge(topic, put_into(solution(topic), unusual), seed)
    assert result.score == result.max_score, complaints(result)


def test_an_unusual_right_answer_pays_for_no_other_that_it_calls(
    judges: Judges, topic: str, beside: Pair
) -> None:
    module = reduce(put_into, beside, solution(topic))
    for each in judges.judge(topic, module).criteria:
        assert each.exercise == beside.called.exercise or each.outcome in HARMLESS, each


def test_a_topic_has_wrong_and_unusual_entries_enough(topic: str) -> None:
    assert len({each.identity for each in misconceptions(topic)}) >= 8
    assert len(fairness(topic)) >= 3
    names = {each.name for each in next(t for t in topics() if t.name == topic).exercises}
    assert {each.exercise for each in misconceptions(topic)} == names

"""What must be true of every topic: solution, stub, misconceptions, unusual right answers."""

from pathlib import Path

import pytest

from grader.stubs import make_stub
from grader.variants import Variant, put_into, read_misconceptions, read_unusual
from tests.judges import Judges, complaints, exercise, solution, stub, topics

FAIRNESS = Path(__file__).parent.parent / "fairness"
HARMLESS = ("passed", "skipped")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = metafunc.config.getoption("--topic")
    seeds = range(metafunc.config.getoption("--seeds"))
    picked = [topic for topic in topics() if not chosen or topic.name in chosen]
    names = [topic.name for topic in picked]
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", seeds)
    if "wrong" in metafunc.fixturenames:
        _spread(metafunc, "wrong", [(t.name, v) for t in picked for v in misconceptions(t.name)])
    elif "unusual" in metafunc.fixturenames:
        _spread(metafunc, "unusual", [(name, v) for name in names for v in fairness(name)])
    elif "topic" in metafunc.fixturenames:
        metafunc.parametrize("topic", names)


def _spread(metafunc: pytest.Metafunc, name: str, pairs: list[tuple[str, Variant]]) -> None:
    ids = [f"{topic}-{each.exercise}-{each.identity}-{each.line}" for topic, each in pairs]
    metafunc.parametrize(("topic", name), pairs, ids=ids)


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


def test_a_topic_has_wrong_and_unusual_entries_enough(topic: str) -> None:
    assert len({each.identity for each in misconceptions(topic)}) >= 8
    assert len(fairness(topic)) >= 3
    names = {each.name for each in next(t for t in topics() if t.name == topic).exercises}
    assert {each.exercise for each in misconceptions(topic)} == names

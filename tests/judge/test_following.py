"""A module that answers as a script says needs no criterion run; one that strays loses nothing."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.judge.errors import GraderFault, TimedOut
from grader.judge.following import follow
from grader.judge.script import Script
from grader.judge.signature import Signature
from grader.judge.transcript import Transcript
from grader.report.types import TopicResult
from grader.sandbox.limits import Limits
from grader.variants import put_into, read_misconceptions, read_unusual
from tests.glass import Behind, Glass
from tests.judges import Judges, solution, stub, topics

TWICE = "def f(x): return 2 * x"
FOUR_AT_THREE = """
times = 0

def f(x):
    global times
    times += 1
    return 4 if x == 3 else 2 * x

def g(): return times
"""
UNUSUAL = Path(__file__).parents[1] / "fairness"
QUICK = Limits(call_s=0.3, exercise_s=5.0)
NOTHING = Signature("", (), False)
EVERY = 9
"""Of the catalogue, only one entry of so many is judged in both ways."""


def written(behind: Behind, *numbers: int, uses: Any = ()) -> Script:
    """The script of a criterion that asks for f of each number."""
    transcript = Transcript()
    behind.module.transcript = transcript
    behind.begin()
    for number in numbers:
        behind.student.f(number)
    return Script(tuple(transcript.lines), tuple(transcript.called), uses, NOTHING)


@pytest.fixture
def script(glass: Glass) -> Script:
    return written(glass.open(TWICE), 1, 2, 3, 4)


def test_a_module_that_answers_as_the_script_is_asked_to_its_end(
    glass: Glass, script: Script
) -> None:
    other = glass.open("import operator\nf = operator.mul\nf = lambda x: x + x")
    assert follow(other.module, script, "f", seed=0)
    assert not other.module.heard


def test_after_another_answer_nothing_more_is_asked_and_what_came_back_is_not_asked_again(
    glass: Glass, script: Script
) -> None:
    other = glass.open(FOUR_AT_THREE, "f", "g")
    assert not follow(other.module, script, "f", seed=0)
    other.begin()
    assert [other.student.f(x) for x in (1, 2, 3)] == [2, 4, 4]
    assert other.student.g() == 3


@pytest.mark.parametrize(
    "source",
    [
        "f = 2",
        "def g(x): return 2 * x",
        "def f(x): return 2.0 * x",
        "def f(x): print(x); return 2 * x",
        "import warnings\ndef f(x): warnings.warn('!'); return 2 * x",
        "def f(x): raise ValueError",
    ],
)
def test_what_differs_in_any_way_is_not_followed(glass: Glass, script: Script, source: str) -> None:
    assert not follow(glass.open(source).module, script, "f", seed=0)


def test_a_module_that_uses_what_is_forbidden_is_judged_by_the_criterion_itself(
    glass: Glass, script: Script
) -> None:
    source = "import math\ndef f(x): return math.prod([2, x])"
    other = glass.open(source, forbids=("math.prod",))
    assert not follow(other.module, script, "f", seed=0)


def test_a_text_that_uses_other_exercises_than_the_solutions_is_judged_by_the_criterion(
    glass: Glass,
) -> None:
    script = written(glass.open(TWICE, "f", "g"), 1, uses=(("f", "g", False),))
    calls_g = "def g(x): return 2 * x\ndef f(x): return g(x)"
    assert not follow(glass.open(calls_g, "f", "g").module, script, "f", seed=0)


def test_running_out_of_time_is_told_where_the_criterion_meets_it(
    glass: Glass, script: Script
) -> None:
    source = "def f(x):\n while x == 2: pass\n return 2 * x"
    other = glass.open(source, limits=QUICK)
    assert not follow(other.module, script, "f", seed=0)
    other.begin()
    assert other.student.f(1) == 2
    with pytest.raises(TimedOut):
        other.student.f(2)
    assert other.student.f(3) == 6


def test_a_suite_that_asks_otherwise_of_the_same_answers_is_a_fault_of_the_graders(
    glass: Glass, script: Script
) -> None:
    other = glass.open(FOUR_AT_THREE)
    follow(other.module, script, "f", seed=0)
    other.begin()
    with pytest.raises(GraderFault, match="asks something else"):
        other.student.f(7)


@pytest.mark.parametrize("topic", [each.name for each in topics()])
def test_verdicts_are_the_same_whether_criteria_are_run_or_followed(
    judges: Judges, topic: str
) -> None:
    for number, source in enumerate(_sources(topic)):
        seed = number % 2  # scripts are learned after a seed's first submission, and kept for one
        run, followed = (judges.judge(topic, source, seed) for _ in range(2))
        assert _verdicts(run) == _verdicts(followed), source


def _sources(topic: str) -> list[str]:
    (folder,) = [each.folder for each in topics() if each.name == topic]
    right = solution(topic)
    entries = read_misconceptions(folder / "misconceptions.py")[::EVERY]
    entries += read_unusual(UNUSUAL / f"{topic}.py")[::EVERY]
    return [right, stub(topic), *(put_into(right, each) for each in entries)]


def _verdicts(result: TopicResult) -> TopicResult:
    timeless = (msgspec.structs.replace(each, seconds=0.0) for each in result.criteria)
    return msgspec.structs.replace(result, criteria=tuple(timeless))

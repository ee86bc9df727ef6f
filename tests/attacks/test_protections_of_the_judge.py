"""Attacks on points, seeds, deadlines and memory succeed without the rule that stops them."""

import numpy as np
import pytest

from grader.judge import signature
from grader.judge.calls import Observation
from grader.judge.draw import Draw, criterion_seed, worker_seed
from grader.judge.errors import TimedOut
from grader.judge.module import Module
from grader.judge.points import Ran, judge
from grader.judge.suite import Terms
from grader.judge.verdicts import Pardon
from grader.sandbox.limits import Limits
from tests.attacks.attacks import BY_NAME
from tests.glass import Behind, Glass


def test_without_a_core_refusing_everything_earns_points() -> None:
    """lie/raises_for_everything."""
    assert _points(is_core=True) == 0.0
    assert _points(is_core=False) == 1.0


def _points(is_core: bool) -> float:
    core = Terms(exercise="f", points=2.0, is_core=is_core)
    other = Terms(exercise="f", points=1.0)
    judged = judge([Ran("core", core, "failed"), Ran("refuses", other, "passed")])
    return sum(each.points for each in judged.values())


def test_without_a_look_at_who_is_to_blame_an_accomplice_is_believed() -> None:
    """lie/accomplice."""
    terms = Terms(exercise="f", points=2.0, is_core=True)
    accomplice = Ran("g", Terms(exercise="g", points=1.0, is_core=True), "passed")
    pardon = Pardon((("g",),), "failed", "It gives 0, and should give 1.")
    believed = judge([Ran("f", terms, "passed"), accomplice])["f"]
    refused = judge([Ran("f", terms, "passed", pardons=(pardon,)), accomplice])["f"]
    assert (believed.points, refused.points) == (2.0, 0.0)
    assert refused.feedback == pardon.feedback


def test_with_one_seed_for_both_inputs_are_known_beforehand() -> None:
    """search/next_inputs."""
    drawn = Draw(criterion_seed(7, "c")).normal(3)
    predicted, in_vain = (
        np.random.default_rng(seed).standard_normal(3)
        for seed in (criterion_seed(7, "c"), worker_seed(7, "c"))
    )
    assert np.array_equal(drawn, predicted)
    assert not np.array_equal(drawn, in_vain)


def test_without_an_end_a_judge_keeps_millions_of_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """exhaust/many_small_numbers."""
    seen = [Observation("f", np.zeros(2**20, dtype=np.int8))]
    assert len(signature.sign(seen, "", False).numbers) <= 20_000
    monkeypatch.setattr(signature, "_MAX_NUMBERS", 10**9)
    assert len(signature.sign(seen, "", False).numbers) == 2**20


SLOW_RESET = "import random, time\nrandom.seed = lambda *a: time.sleep(0.15)\ndef f(): return 1"


def test_without_a_clock_over_resets_they_cost_no_time(
    glass: Glass, monkeypatch: pytest.MonkeyPatch
) -> None:
    """exhaust/slow_reset, exhaust/slow_import_again."""
    limits = Limits(exercise_s=0.5)
    behind = glass.open(SLOW_RESET, limits=limits)
    with pytest.raises(TimedOut):
        begin_often(behind)
    monkeypatch.setattr(Module, "_spend", lambda *_: None)
    begin_often(glass.open(SLOW_RESET, limits=limits))


def begin_often(behind: Behind) -> None:
    for _ in range(8):
        behind.begin()
        behind.student.f()  # with which the reset's answer comes


@pytest.mark.parametrize("name", ["outlast/catch_everything", "outlast/finally", "exhaust/cpu"])
def test_with_a_later_deadline_it_goes_on_until_then(glass: Glass, name: str) -> None:
    for seconds in (0.2, 0.8):
        behind = glass.open(
            BY_NAME[name].source, "weighted_sum", limits=Limits(call_s=seconds, exercise_s=2.0)
        )
        with pytest.raises(TimedOut) as end:
            behind.student.weighted_sum(0.0, 0.0, 0.0)
        assert end.value.seconds == pytest.approx(seconds, abs=0.01)


def test_without_a_limit_on_memory_it_is_filled(glass: Glass) -> None:
    """exhaust/memory, on a smaller scale."""
    source = "def f(): return len(bytearray(b'x') * 2**28)"
    assert glass.open(source, limits=Limits(memory_mib=200)).student.f.ask().error is not None
    assert glass.open(source, limits=Limits(memory_mib=1000)).student.f() == 2**28

"""A criterion's calls reach the student's module, also after its worker was lost."""

import numpy as np
import pytest

from grader.judge.comparisons import assert_close
from grader.judge.errors import TimedOut
from grader.sandbox.limits import Limits
from tests.glass import Behind, Glass

ENDLESS = """
import random

class Kept:
    pass

def endless():
    while True: pass

def keep(): return Kept()
def right(): return 2.0
def take(kept): return 1.0
def drawn(): return random.random()
"""
EXERCISES = ("endless", "keep", "right", "take", "drawn")
LIMITS = Limits(call_s=0.3, exercise_s=5.0)


@pytest.fixture
def behind(glass: Glass) -> Behind:
    return glass.open(ENDLESS, *EXERCISES, limits=LIMITS)


def test_after_a_time_out_that_was_an_alternative_the_next_one_is_asked(
    behind: Behind,
) -> None:
    student = behind.student
    assert_close(student.right(), 1.0, also=[student.endless, student.right])


def test_what_a_lost_worker_kept_is_not_looked_for_in_a_new_one(behind: Behind) -> None:
    kept = behind.student.keep()
    with pytest.raises(TimedOut):
        behind.student.endless()
    for asked in ([kept], [[kept]], [{"x": kept}]):
        with pytest.raises(TimedOut):
            behind.student.take(*asked)
    assert behind.student.right() == 2.0


def test_a_new_worker_meets_the_criterions_seed(behind: Behind) -> None:
    behind.begin(seed=7)
    drawn = behind.student.drawn()
    with pytest.raises(TimedOut):
        behind.student.endless()
    assert np.array_equal(behind.student.drawn(), drawn)


def test_a_numpy_topics_module_may_name_torchs_compiler_where_torch_may_be_missing(
    glass: Glass,
) -> None:
    assert glass.open("def func(vmap): return vmap", "func").student.func(1) == 1

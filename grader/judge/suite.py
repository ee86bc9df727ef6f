"""What a suite imports: how a criterion is marked, and what it may hold."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import pytest

from grader.judge.comparisons import (
    assert_array,
    assert_close,
    assert_equal,
    assert_float,
    assert_int,
    assert_raises,
    assert_scalar,
    assert_silent,
    assert_tensor,
    assert_unchanged,
    either,
    require,
    unpack,
)

__all__ = [
    "assert_array",
    "assert_close",
    "assert_equal",
    "assert_float",
    "assert_int",
    "assert_raises",
    "assert_scalar",
    "assert_silent",
    "assert_tensor",
    "assert_unchanged",
    "core",
    "criterion",
    "either",
    "example",
    "require",
    "unpack",
]

MARK = "criterion"

Test = TypeVar("Test", bound=Callable[..., Any])


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a criterion's author says of it.

    Attributes:
        exercise: whose criterion it is.
        points: what it is worth, in halves.
        is_core: whether it is the exercise's main behaviour.
        continues: exercises whose result it goes on from.
        derived: whether only facts named with `student.observe` are compared for diagnosis.
        stays: why it stays although no misconception fails it; for `grader verify`.
    """

    exercise: str
    points: float
    is_core: bool = False
    continues: tuple[str, ...] = ()
    derived: bool = False
    stays: str = ""


def core(
    exercise: str,
    points: float,
    continues: tuple[str, ...] = (),
    derived: bool = False,
    stays: str = "",
) -> Callable[[Test], Test]:
    """Mark an exercise's main behaviour: until it passes, the exercise earns nothing."""
    return _mark(
        Terms(
            exercise=exercise,
            points=points,
            is_core=True,
            continues=continues,
            derived=derived,
            stays=stays,
        )
    )


def criterion(
    exercise: str,
    points: float,
    continues: tuple[str, ...] = (),
    derived: bool = False,
    stays: str = "",
) -> Callable[[Test], Test]:
    """Mark one clause of an exercise's contract."""
    return _mark(
        Terms(exercise=exercise, points=points, continues=continues, derived=derived, stays=stays)
    )


def example(
    exercise: str, continues: tuple[str, ...] = (), derived: bool = False, stays: str = ""
) -> Callable[[Test], Test]:
    """Mark a criterion that students have too, and that is worth nothing."""
    return _mark(
        Terms(exercise=exercise, points=0.0, continues=continues, derived=derived, stays=stays)
    )


def _mark(terms: Terms) -> Callable[[Test], Test]:
    return getattr(pytest.mark, MARK)(terms)  # type: ignore[no-any-return] # pytest makes marks by name

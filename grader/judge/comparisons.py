"""Comparisons whose failure says what came back and what should have."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from grader.judge.calls import Answer
from grader.judge.differences import (
    WRONG_SHAPE,
    WRONG_VALUE,
    difference,
    equal,
    is_number,
    tolerances_for,
)
from grader.judge.errors import Failed, Raised, Verdict
from grader.judge.excusing import Also, is_excused, passes
from grader.judge.showing import is_tensor, show
from grader.sandbox.protocol import Error

WRONG_KIND = "It gives {got}, of type {kind}, and should give {wanted}."
WRONG_DTYPE = "It gives a tensor of dtype {got_dtype}, and should give {expected_dtype}."
NO_ERROR = "It gives {got}, and should raise {wanted}."
WRONG_ERROR = "It raises {got} ({message}), and should raise {wanted}."
WRONG_ERROR_WITHOUT_WORDS = "It raises {got}, and should raise {wanted}."
PART = "{part}: {complaint}"
EMPTY_MESSAGE = "It raises {wanted} without a message; say in it what is wrong."
CHANGED = "It changes its argument {names}, which belongs to the caller."
WARNED = "NumPy warns: {warning}."

NOT_SO_MANY = "It gives {got}, and should give {count} things: {names}."

LOUD = ("overflow", "invalid value")
"""Of what NumPy warns that a right answer avoids; underflow, or 1 / 0 on the way, does no harm."""

A_SCALAR = "a single number"
A_FLOAT = "a Python float"
AN_INT = "a whole number (int)"
AN_ARRAY = "a NumPy array"
A_TENSOR = "a torch tensor"


def assert_close(
    got: Any,
    expected: Any,
    rtol: float | None = None,
    atol: float | None = None,
    also: Also = (),
    of: str = "",
) -> None:
    """Hold that numbers have the expected shape and are close to the expected ones.

    Containers and dtypes are free; NaN equals NaN.

    Args:
        got: what came back; an `Answer` counts as its value, or its error.
        expected: what should have; its dtype gives the tolerances that are not given.
        rtol: relative tolerance.
        atol: absolute tolerance.
        also: work out other values that are as good, asked where `expected` does not fit.
        of: which part of a result this is, where it has several.

    Raises:
        Failed: neither fits.
        Raised: `got` is an answer with an error that no `also` raises too.
    """
    if isinstance(got, Answer):
        if got.error is not None:
            _excuse_error(got, also)
            return
        got = got.value
    tolerances = tolerances_for(expected, rtol, atol)
    complaint = difference(got, expected, *tolerances)
    if complaint is None:
        return
    failure = Failed(_of_part(of, complaint))

    def fits(value: Any) -> bool:
        # an exercise that answers in float32 is judged itself, and not again with those who call it
        looser = map(max, tolerances, tolerances_for(value, rtol, atol))
        return not isinstance(value, Verdict) and difference(got, value, *looser) is None

    if not is_excused(failure, also, fits):
        raise failure


def assert_equal(got: Any, expected: Any) -> None:
    """Hold that a value equals the expected one, numbers of whatever type included.

    Raises:
        Failed: it does not.
    """
    if not equal(got, expected):
        raise Failed(WRONG_VALUE.format(got=show(got), expected=show(expected)))


def assert_scalar(got: Any) -> None:
    """Hold that a value is one number: Python's, a NumPy scalar, or a 0-d array."""
    rank_zero = isinstance(got, np.ndarray) and got.ndim == 0
    _assert_kind(got, is_number(got) or rank_zero, A_SCALAR)


def assert_float(got: Any, also: Also = (), of: str = "") -> None:
    """Hold that a value is a Python float; NumPy's float64 is one.

    Args:
        got: what came back.
        also: work out whether another exercise of the student's is what makes it none.
        of: which part of a result this is, where it has several.

    Raises:
        Failed: it is none.
    """
    try:
        _assert_kind(got, isinstance(got, float), A_FLOAT, of)
    except Failed as failure:
        if not is_excused(failure, also, lambda value: value is True):
            raise


def assert_int(got: Any, of: str = "") -> None:
    """Hold that a value, or that part of a result, is a Python int or a NumPy integer."""
    whole = isinstance(got, int | np.integer) and not isinstance(got, bool)
    _assert_kind(got, whole, AN_INT, of)


def assert_array(got: Any, shape: tuple[int, ...] | None = None) -> None:
    """Hold that a value is a NumPy array, of that shape."""
    _assert_kind(got, isinstance(got, np.ndarray | np.generic), AN_ARRAY)
    _assert_shape(got, shape)


def assert_tensor(
    got: Any, shape: tuple[int, ...] | None = None, dtype: Any = None, of: str = ""
) -> None:
    """Hold that a value, or that part of a result, is a torch tensor of that shape and dtype."""
    _assert_kind(got, is_tensor(got), A_TENSOR, of)
    _assert_shape(got, shape, of)
    if dtype is not None and got.dtype != dtype:
        words = WRONG_DTYPE.format(got_dtype=got.dtype, expected_dtype=dtype)
        raise Failed(_of_part(of, words))


def assert_raises(kind: str, call: Any, *args: Any, also: Also = (), **kwargs: Any) -> None:
    """Hold that a call raises an error of that name, or of a subclass, with a message.

    Args:
        kind: the error's name.
        call: what to call, or the answer of a call.
        args: what to call it with.
        also: answers of other exercises of the student's that should raise it; where one of those
            ends as this call does, without an error or with the same other one, it is its own
            fault.
        kwargs: what to call it with.

    Raises:
        Failed: it returns, raises another error, or says nothing in it.
        Raised: the exercise is not implemented.
    """
    answer = call if isinstance(call, Answer) else call.ask(*args, **kwargs)
    if answer.error is not None and "NotImplementedError" in answer.error.kinds:
        raise Raised(answer.error)
    failure = _no_such_error(answer, kind)
    if failure is not None and not is_excused(failure, also, partial(_ends_alike, answer)):
        raise failure


def assert_unchanged(answer: Answer, except_for: Iterable[str] = (), also: Also = ()) -> None:
    """Hold that a call modified none of its arguments.

    Args:
        answer: what the call gave.
        except_for: arguments that it may modify.
        also: answers of other exercises of the student's; what one of those modifies is its own
            fault.

    Raises:
        Failed: it did.
        Raised: the call raised.
    """
    if answer.error is not None:
        _excuse_error(answer, also)
        return
    names = [name for name in answer.changed if name not in set(except_for)]
    failure = Failed(CHANGED.format(names=", ".join(names)))
    for name in names:
        if not is_excused(failure, also, partial(_may_change, name, answer.arguments)):
            raise failure


def assert_silent(answer: Answer, also: Also = ()) -> None:
    """Hold that a call gave no overflow or invalid-value warning of NumPy's.

    Args:
        answer: what the call gave.
        also: answers of other exercises of the student's; where one of those warns, it is its own
            fault.

    Raises:
        Failed: it did.
        Raised: the call raised.
    """
    if answer.error is not None:
        _excuse_error(answer, also)
        return
    noise = _floating_point_warnings(answer)
    if not noise:
        return
    failure = Failed(WARNED.format(warning=noise[0].partition(": ")[2]))
    if not is_excused(failure, also, _makes_noise):
        raise failure


def unpack(got: Any, *names: str) -> list[Any]:
    """Take apart a tuple or list of exactly as many things as there are names.

    Raises:
        Failed: it is none.
    """
    if not isinstance(got, list | tuple) or len(got) != len(names):
        words = NOT_SO_MANY.format(got=show(got), count=len(names), names=", ".join(names))
        raise Failed(words)
    return list(got)


def either(*checks: Callable[[], None]) -> None:
    """Hold that one of several checks passes; those after the first stay off the record.

    Raises:
        Verdict: of the first check, if none passes.
    """
    first, *others = checks
    try:
        first()
    except (Failed, Raised):
        if not any(passes(check) for check in others):
            raise


def require(condition: bool, sentence: str, also: Also = (), **placeholders: Any) -> None:
    """Hold anything else.

    Args:
        condition: what must be true.
        sentence: what is wrong otherwise, with `{named}` placeholders.
        also: work out whether another exercise of the student's is what breaks the condition.
        placeholders: values shown in their places; strings as they are.

    Raises:
        Failed: it is not true.
    """
    if condition:
        return
    shown = {
        name: value if isinstance(value, str) else show(value)
        for name, value in placeholders.items()
    }
    failure = Failed(sentence.format(**shown))
    if not is_excused(failure, also, lambda value: value is True):
        raise failure


def _no_such_error(answer: Answer, kind: str) -> Failed | None:
    if answer.error is None:
        return Failed(NO_ERROR.format(got=show(answer.value), wanted=kind))
    message = answer.error.message.strip()
    if kind in answer.error.kinds:
        return None if message else Failed(EMPTY_MESSAGE.format(wanted=kind))
    name = answer.error.kinds[0] if answer.error.kinds else "an exception"
    words = WRONG_ERROR if message else WRONG_ERROR_WITHOUT_WORDS
    return Failed(words.format(got=name, message=message, wanted=kind))


def _ends_alike(answer: Answer, other: Any) -> bool:
    """Whether another exercise also ends without the error that both should raise."""
    if not isinstance(other, Answer):
        return False
    if answer.error is None or other.error is None:
        return answer.error is other.error
    return _same_error(other.error, answer.error)


def _excuse_error(answer: Answer, also: Also) -> None:
    """Let an error pass that another exercise of the student's raises by itself."""
    assert answer.error is not None
    raised = answer.error

    def fits(value: Any) -> bool:
        error = value.error if isinstance(value, Raised | Answer) else None
        return error is not None and _same_error(error, raised)

    failure = Raised(raised)
    if not is_excused(failure, also, fits):
        raise failure


def _may_change(name: str, arguments: tuple[str, ...], other: Any) -> bool:
    """Whether another call changes what a call of these arguments has by a name.

    What both have is called alike, x for one sample and X for many. What only the other has may be
    made of any of these arguments.
    """
    known = {each.lower() for each in arguments}
    return isinstance(other, Answer) and any(
        each.lower() == name.lower() or each.lower() not in known for each in other.changed
    )


def _makes_noise(other: Any) -> bool:
    return isinstance(other, Answer) and bool(_floating_point_warnings(other))


def _same_error(one: Error, other: Error) -> bool:
    """Whether two calls failed in the same place; what is not written yet excuses nothing."""
    return (
        "NotImplementedError" not in one.kinds
        and one.kinds == other.kinds
        and one.frames[-1:] == other.frames[-1:]
    )


def _of_part(part: str, complaint: str) -> str:
    """A complaint, and what of a result it is about."""
    return PART.format(part=part, complaint=complaint) if part else complaint


def _assert_kind(got: Any, holds: bool, wanted: str, of: str = "") -> None:
    if not holds:
        words = WRONG_KIND.format(got=show(got), kind=_kind(got), wanted=wanted)
        raise Failed(_of_part(of, words))


def _kind(value: Any) -> str:
    return getattr(value, "type_name", None) or type(value).__name__


def _assert_shape(got: Any, shape: tuple[int, ...] | None, of: str = "") -> None:
    if shape is not None and tuple(got.shape) != tuple(shape):
        words = WRONG_SHAPE.format(got_shape=tuple(got.shape), expected_shape=shape, got=show(got))
        raise Failed(_of_part(of, words))


def _floating_point_warnings(answer: Answer) -> list[str]:
    return [
        warning
        for warning in answer.warnings
        if warning.startswith("RuntimeWarning") and any(kind in warning for kind in LOUD)
    ]

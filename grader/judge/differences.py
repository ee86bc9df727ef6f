"""How a value differs from the expected one, in words."""

from typing import Any

import numpy as np

from grader.judge.showing import is_tensor, show

WRONG_VALUE = "It gives {got}, and should give {expected}."
WRONG_ENTRY = (
    "It gives {got}, and should give {expected}. "
    "They differ most at index {index}: {got_entry} instead of {expected_entry}."
)
WRONG_SHAPE = "It gives shape {got_shape}, and should give shape {expected_shape}: it gives {got}."
NOT_NUMBERS = "It gives {got}, which is no array of numbers; it should give {expected}."

_TOLERANCES = {"float32": (1e-4, 1e-5), "float16": (1e-2, 1e-3)}
_DOUBLE_TOLERANCES = (1e-9, 1e-10)


def tolerances_for(expected: Any, rtol: float | None, atol: float | None) -> tuple[float, float]:
    """Relative and absolute tolerance: those that are given, or what the dtype allows."""
    dtype = str(getattr(expected, "dtype", "float64")).removeprefix("torch.")
    default_rtol, default_atol = _TOLERANCES.get(dtype, _DOUBLE_TOLERANCES)
    return (
        default_rtol if rtol is None else rtol,
        default_atol if atol is None else atol,
    )


def difference(got: Any, expected: Any, rtol: float, atol: float) -> str | None:
    """What is wrong with `got`, in words; None if nothing is."""
    wanted = _numbers(expected)
    found = _numbers(got)
    if found is None or wanted is None:
        return NOT_NUMBERS.format(got=show(got), expected=show(expected))
    if found.shape != wanted.shape:
        return WRONG_SHAPE.format(got_shape=found.shape, expected_shape=wanted.shape, got=show(got))
    with np.errstate(all="ignore"):
        fits = np.isclose(found, wanted, rtol=rtol, atol=atol, equal_nan=True)
    if fits.all():
        return None
    if not found.ndim:
        got_entry, expected_entry = _told_apart(found.item(), wanted.item())
        return WRONG_VALUE.format(got=got_entry, expected=expected_entry)
    with np.errstate(all="ignore"):
        distance = np.where(fits, 0.0, np.nan_to_num(np.abs(found - wanted), nan=np.inf))
    index = tuple(int(place) for place in np.unravel_index(np.argmax(distance), found.shape))
    got_entry, expected_entry = _told_apart(found[index].item(), wanted[index].item())
    return WRONG_ENTRY.format(
        got=show(got),
        expected=show(expected),
        index=index[0] if len(index) == 1 else index,
        got_entry=got_entry,
        expected_entry=expected_entry,
    )


def same_numbers(one: Any, other: Any) -> bool | None:
    """Whether two values are about the same numbers; None where they are not numbers both."""
    numbers = _numbers(one), _numbers(other)
    if numbers[0] is None or numbers[1] is None:
        return None
    return numbers[0].shape == numbers[1].shape and np.allclose(*numbers, equal_nan=True)


def _told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers as they are shown, in all digits where they would look the same."""
    if show(one) != show(other):
        return show(one), show(other)
    return repr(one), repr(other)


def _numbers(value: Any) -> Any:
    """A value as a float64 array; None if it is no real numbers."""
    if is_tensor(value):
        import torch

        value = value.detach().cpu()
        value = value.numpy() if value.dtype != torch.bfloat16 else value.float().numpy()
    try:
        array = np.asarray([_numbers_or_fail(each) for each in value] if _nested(value) else value)
    except (ValueError, TypeError):
        return None
    return array.astype(np.float64) if array.dtype.kind in "fiub" else None


def _nested(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _numbers_or_fail(value: Any) -> Any:
    array = _numbers(value)
    if array is None:
        raise TypeError
    return array


def is_number(value: Any) -> bool:
    """Whether a value is one number, Python's or NumPy's; a bool is none."""
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def equal(got: Any, expected: Any) -> bool:
    """Whether a value equals the expected one; a number of any type equals its like."""
    if isinstance(expected, bool):
        return isinstance(got, bool | np.bool_) and bool(got) == expected
    if is_number(expected):
        return is_number(got) and bool(got == expected)
    if isinstance(expected, list | tuple):
        return (
            isinstance(got, type(expected))
            and len(got) == len(expected)
            and all(equal(one, other) for one, other in zip(got, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() == expected.keys()
            and all(equal(got[key], expected[key]) for key in expected)
        )
    return type(got) is type(expected) and bool(got == expected)

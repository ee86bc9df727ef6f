"""What came back in a criterion, in a form that can be compared and stored.

Like behaviour gives like signatures whatever the code looks like: a Python float, a NumPy scalar
and a 0-d array of one value are the same, so are a list and a tuple, and objects that stayed in the
worker are all alike. Numbers are kept apart from the rest, since they are compared with a
tolerance. Only so many of them are kept: a right answer has few, and a hostile one may have
millions.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.judge.calls import ForeignTensor, Observation
from grader.judge.showing import is_tensor

_DOUBLE = (1e-7, 1e-9)
_SINGLE = (1e-4, 1e-5)
_MAX_NUMBERS = 20_000
_SINGLE_DTYPES = ("torch.float32", "torch.float16", "torch.bfloat16")


class Signature(msgspec.Struct, frozen=True, array_like=True):
    """What came back in one criterion.

    Attributes:
        form: everything but the numbers, as a text.
        numbers: all numbers in order.
        is_single: whether any of them came in single precision.
    """

    form: str
    numbers: tuple[float, ...]
    is_single: bool


def sign(observations: Iterable[Observation], ending: str, only_facts: bool) -> Signature:
    """The signature of what came back.

    Args:
        observations: in order.
        ending: how the criterion ended, where that is no value: a crash, a time-out.
        only_facts: compare only the facts that the suite named, and errors.
    """
    compared = [each for each in observations if not only_facts or each.is_fact or each.error]
    numbers: list[float] = []
    forms = [
        f"{each.name}:{each.error or _form(each.value, numbers)}{_side_effects(each)}"
        for each in compared
    ]
    is_single = any(dtype in form for form in forms for dtype in _SINGLE_DTYPES)
    return Signature("\n".join([*forms, ending]), tuple(numbers), is_single)


def same(one: Signature, other: Signature) -> bool:
    """Whether two signatures show the same behaviour."""
    if one.form != other.form or len(one.numbers) != len(other.numbers):
        return False
    rtol, atol = _SINGLE if one.is_single or other.is_single else _DOUBLE
    return bool(np.allclose(one.numbers, other.numbers, rtol=rtol, atol=atol, equal_nan=True))


def _side_effects(observation: Observation) -> str:
    kinds = sorted({warning.partition(":")[0] for warning in observation.warnings})
    changed = sorted(observation.changed)
    return "".join([f" changed {changed}" if changed else "", f" warned {kinds}" if kinds else ""])


def _form(value: Any, numbers: list[float]) -> str:
    """A value's form; its numbers are appended to `numbers`."""
    if is_tensor(value):
        _keep(value.detach().cpu(), numbers)
        return f"{value.dtype}{tuple(value.shape)}{'+grad' if value.requires_grad else ''}"
    if isinstance(value, bool | str | None):
        return repr(value)
    if isinstance(value, int | float | np.ndarray | np.generic):
        array = np.asarray(value)
        _keep(array, numbers)
        return f"number{array.shape}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_form(item, numbers) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_form(it, numbers)}" for key, it in _sorted(value)) + "}"
    return f"tensor{value.shape}" if isinstance(value, ForeignTensor) else "object"


def _keep(array: Any, numbers: list[float]) -> None:
    """Append the numbers of an array or tensor, as many as there is room for."""
    entries = array.reshape(-1)[: max(_MAX_NUMBERS - len(numbers), 0)]
    if is_tensor(entries):
        entries = (entries if entries.is_complex() else entries.double()).numpy()
    if entries.dtype.kind == "c":
        entries = np.stack([entries.real, entries.imag])
    numbers.extend(float(number) for number in entries.reshape(-1))


def _sorted(value: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    return iter(sorted(value.items(), key=lambda item: repr(item[0])))

"""How values and calls look in feedback: short, and without object addresses."""

from typing import Any

import numpy as np

from grader.judge.calls import Call, ForeignTensor, is_students
from grader.judge.student import InWorker

_MAX_CHARS = 200
_SHOWN_ENTRIES = 12

CALL = "{function}({arguments})"
TRIED = "{exercise}, tried with {arguments}"
EMPTY_ARRAY = "{kind} of shape {shape}, without entries"
LARGE_ARRAY = "{kind} of shape {shape}, beginning {entries}"
OBJECT = "a {kind} object"


def show_call(call: Call) -> str:
    """A call as one would type it; of a probe's, which exercise it tries, and with what."""
    if is_students(_wire(call.args[:1])) and not is_students(call.function):
        others = ", ".join(map(show, call.args[1:]))
        return TRIED.format(exercise=show(call.args[0]), arguments=others)
    named = [
        f"{_cut(name)}={show(value)}"
        for name, value in zip(call.parameters, call.args, strict=False)
        if not name.startswith("*")
    ]
    rest = [show(value) for value in call.args[len(named) :]]
    keywords = [f"{name}={show(value)}" for name, value in call.kwargs.items()]
    return CALL.format(function=call.title, arguments=", ".join(named + rest + keywords))


def show(value: Any) -> str:
    """A value on one line or a few, cut where it is long."""
    if isinstance(value, bool | int | str | None):
        return _cut(repr(value))
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}"
    if is_tensor(value):
        detached = value.detach().cpu()
        known = "bfloat16" not in str(detached.dtype)  # which NumPy does not know
        return _show_array((detached if known else detached.float()).numpy(), "tensor")
    if isinstance(value, np.ndarray | np.generic):
        return _show_array(np.asarray(value), "array")
    if isinstance(value, list | tuple):
        return _show_sequence(value)
    if isinstance(value, dict):
        return _cut("{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in value.items()) + "}")
    return _show_object(value)


def _wire(values: tuple[Any, ...]) -> Any:
    return getattr(values[0], "wire", None) if values else None


def is_tensor(value: Any) -> bool:
    """Whether a value is a torch tensor; false where torch is not loaded."""
    return type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach")


def _show_array(array: Any, kind: str) -> str:
    if array.size > _SHOWN_ENTRIES:
        entries = ", ".join(map(show, array.reshape(-1)[:3].tolist()))
        return LARGE_ARRAY.format(kind=kind, shape=array.shape, entries=f"{entries}, …")
    if array.size == 0 and array.ndim > 1:
        return EMPTY_ARRAY.format(kind=kind, shape=array.shape)
    text = np.array2string(array, separator=", ", precision=6, max_line_width=_MAX_CHARS)
    return f"{kind}({' '.join(text.split())})"


def _show_sequence(value: list[Any] | tuple[Any, ...]) -> str:
    items = value[:_SHOWN_ENTRIES]
    shown = [show(item) for item in items]
    floats = [float(item) for item in items if isinstance(item, float | np.floating)]
    if len(floats) == len(items) and len(set(shown)) < len(set(floats)):
        shown = [repr(item) for item in floats]  # what differs must not look alike
    if len(value) > _SHOWN_ENTRIES:
        shown.append("…")
    if isinstance(value, tuple):
        return _cut(f"({', '.join(shown)}{',' if len(value) == 1 else ''})")
    return _cut(f"[{', '.join(shown)}]")


def _show_object(value: Any) -> str:
    if isinstance(value, ForeignTensor):
        return OBJECT.format(kind="torch tensor")
    if isinstance(value, InWorker):
        return value.title
    return OBJECT.format(kind=type(value).__name__)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_CHARS else text[: _MAX_CHARS - 1] + "…"

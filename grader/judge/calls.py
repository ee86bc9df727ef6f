"""A call, what it gave, and what of both goes on record: values, and what can be said of them."""

from typing import Any, TypeGuard

import msgspec

from grader.sandbox.protocol import Error, Name, Reference, Value

STUDENT = "student."


class ForeignTensor(msgspec.Struct, frozen=True):
    """A torch tensor that came back in a NumPy topic."""

    shape: tuple[int, ...]
    dtype: str


class Answer(msgspec.Struct, frozen=True):
    """What a call gave.

    Attributes:
        value: what it returned; None with an error.
        error: what it raised.
        changed: names of the arguments that it modified.
        warnings: `Category: text` of each warning.
        printed: what it printed.
        arguments: names of all the arguments.
    """

    value: Any
    error: Error | None
    changed: tuple[str, ...]
    warnings: tuple[str, ...]
    printed: str
    arguments: tuple[str, ...] = ()


class Call(msgspec.Struct, frozen=True):
    """A call as a suite asks for it; `title` is the function's name as it is shown."""

    function: Value
    title: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    keep: bool
    parameters: tuple[str, ...] = ()


class Observation(msgspec.Struct, frozen=True):
    """Something that came back: a call's value or error, or a fact that the suite named.

    Attributes:
        name: the function's, or the fact's.
        value: of the call, or the fact.
        error: the name of the error that the call raised.
        changed: names of the arguments that the call modified.
        warnings: `Category: text` of each warning.
        is_fact: whether the suite named it.
    """

    name: str
    value: Any
    error: str | None = None
    changed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_fact: bool = False


def exercises_in(call: Call) -> list[str]:
    """Exercises that are called, or go in as arguments."""
    wires = [call.function] + [getattr(value, "wire", None) for value in call.args]
    return [wire.path.removeprefix(STUDENT) for wire in wires if is_students(wire)]


def is_students(wire: object) -> TypeGuard[Name]:
    """Whether something that is sent is the name of a student's exercise."""
    return isinstance(wire, Name) and wire.path.startswith(STUDENT)


def concerns_student(call: Call) -> bool:
    """Whether student code has a part in a call: it is called, or goes in as an argument."""
    wires = [call.function] + [getattr(value, "wire", None) for value in call.args]
    return any(isinstance(wire, Reference) or is_students(wire) for wire in wires)


def is_shown(call: Call) -> bool:
    """Whether a student should read of a call: not where a suite only looks into an object."""
    wires = [getattr(value, "wire", None) for value in call.args]
    return isinstance(call.function, Reference) or any(map(is_students, [call.function, *wires]))

"""An exercise written another way, and the solution's module with it in place.

Misconceptions and fairness entries are written as functions and classes with a decorator. They are
read as text and never imported: like any submission, they only run behind the glass.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.curriculum import CurriculumError
from grader.stubs import END

MISCONCEPTIONS_FILE = "misconceptions.py"
"""In each topic's folder: its catalogue."""

BAD_ENTRY = "{file}: line {line}: {fault}."
NOT_ALL_TEXTS = "a first entry has all of seems, why and question, and nothing else"
NOT_TEXT = "a decorator's arguments must be plain strings"
NO_SUCH_EXERCISE = "there is no exercise {name} in the solution to replace"
NO_TEXTS = "the first entry of {identity} must give the texts seems, why and question"

Definition = TypeVar("Definition", bound=Callable[..., object])


class VariantError(CurriculumError):
    """An entry that cannot be used, with file, line and fault."""


class Explanation(msgspec.Struct, frozen=True):
    """What a student with a misconception is told.

    Attributes:
        seems: what the code seems to do.
        why: why that is wrong.
        question: leads on.
    """

    seems: str
    why: str
    question: str


class Variant(msgspec.Struct, frozen=True):
    """An exercise written another way.

    Attributes:
        identity: the misconception's id, or how the entry is unusual.
        exercise: which one it is.
        source: its text.
        explanation: of a misconception.
        file: in which it stands.
        line: where it begins.
    """

    identity: str
    exercise: str
    source: str
    explanation: Explanation | None
    file: Path
    line: int


def misconception(
    identity: str, *, seems: str = "", why: str = "", question: str = ""
) -> Callable[[Definition], Definition]:
    """Mark a wrong implementation; the texts are given with the first of an id.

    Args:
        identity: `<topic>.<idea>`.
        seems: what the code seems to do, for the student.
        why: why that is wrong.
        question: leads on.
    """
    return _mark(identity, seems, why, question)


def unusual(identity: str) -> Callable[[Definition], Definition]:
    """Mark a right implementation that looks unusual.

    Args:
        identity: how it is unusual.
    """
    return _mark(identity)


def _mark(*texts: str) -> Callable[[Definition], Definition]:
    del texts  # they are read from the file's syntax tree
    return lambda definition: definition


def read_misconceptions(file: Path) -> list[Variant]:
    """The misconceptions of a topic, each with its explanation.

    Raises:
        VariantError: an entry is not as it must be.
    """
    explanations: dict[str, Explanation] = {}
    found = []
    for variant in _read(file, "misconception"):
        explanation = variant.explanation or explanations.get(variant.identity)
        if explanation is None:
            fault = NO_TEXTS.format(identity=variant.identity)
            raise VariantError(BAD_ENTRY.format(file=file, line=variant.line, fault=fault))
        explanations.setdefault(variant.identity, explanation)
        found.append(msgspec.structs.replace(variant, explanation=explanation))
    return found


def read_unusual(file: Path) -> list[Variant]:
    """The right but unusual implementations of a topic.

    Raises:
        VariantError: an entry is not as it must be.
    """
    return list(_read(file, "unusual"))


def put_into(solution: str, variant: Variant) -> str:
    """The solution's module with one exercise replaced.

    Raises:
        VariantError: the solution has no such exercise.
    """
    lines = solution.splitlines()
    for node in ast.parse(solution).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == variant.exercise:
            rest = lines[node.end_lineno :]
            if rest and rest[0].strip() == END:
                rest = rest[1:]
            return "\n".join([*lines[: node.lineno - 1], variant.source, *rest]) + "\n"
    fault = NO_SUCH_EXERCISE.format(name=variant.exercise)
    raise VariantError(BAD_ENTRY.format(file=variant.file, line=variant.line, fault=fault))


def _read(file: Path, decorator: str) -> Iterator[Variant]:
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        fault = BAD_ENTRY.format(file=file, line=error.lineno, fault=error.msg)
        raise VariantError(fault) from error
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        for each in node.decorator_list:
            if isinstance(each, ast.Call) and getattr(each.func, "id", "") == decorator:
                text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                yield _variant(file, node, each, text)


def _variant(
    file: Path, node: ast.FunctionDef | ast.ClassDef, call: ast.Call, text: str
) -> Variant:
    try:
        identity: str = ast.literal_eval(call.args[0])
        texts = {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}
    except (ValueError, IndexError) as error:
        raise VariantError(BAD_ENTRY.format(file=file, line=node.lineno, fault=NOT_TEXT)) from error
    if texts and set(texts) != set(Explanation.__struct_fields__):
        raise VariantError(BAD_ENTRY.format(file=file, line=node.lineno, fault=NOT_ALL_TEXTS))
    explanation = Explanation(**texts) if texts else None
    return Variant(identity, node.name, text, explanation, file, node.lineno)

"""Automatic mutants of a solution: modules that differ from it in one small wrong change.

Only what stands between `# BEGIN SOLUTION` and `# END SOLUTION` is changed, and what an error says
is left alone. Mutants are compared as `ast.unparse` writes them, so a mutant is known by its
exercise and the lines that changed, whatever its file's layout, comments and line numbers.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.authoring.mutations import replacements
from grader.stubs import BEGIN, END

_LEFT_ALONE = ("annotation", "returns", "decorator_list")


class Change(msgspec.Struct, frozen=True, order=True):
    """What tells a mutant from all others of its topic.

    Attributes:
        exercise: the function or class at the top level that is changed.
        before: the changed lines of the solution, on one line.
        after: the same in the mutant.
        nth: which one it is, where the same change can be made at several places.
    """

    exercise: str
    before: str
    after: str
    nth: int = 1


class Mutant(msgspec.Struct, frozen=True):
    """A module that differs from the solution in one small wrong change.

    Attributes:
        change: what was changed.
        kind: the kind of change.
        line: of the solution.
        source: the module's text.
    """

    change: Change
    kind: str
    line: int
    source: str


class _Place(msgspec.Struct, frozen=True):
    """Where a node stands in the tree, and the line that it belongs to."""

    parent: Any
    field: str
    index: int | None
    node: ast.AST
    line: int

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(solution: str) -> list[Mutant]:
    """Every mutant of a solution, in the order of its text; none of them twice.

    Args:
        solution: the module's text, with the markers of its solution blocks.
    """
    tree = ast.parse(solution)
    written = _solution_lines(solution)
    modules = _imported(tree)
    found: dict[str, tuple[_Place, str, str]] = {}
    for definition in tree.body:
        if isinstance(definition, ast.FunctionDef | ast.ClassDef):
            for place in _places(definition, definition.lineno):
                if place.line in written:
                    for kind, node in replacements(place.node, modules):
                        source = _with(tree, place, node)
                        found.setdefault(source, (place, kind, definition.name))
    original = ast.unparse(tree)
    found.pop(original, None)
    return list(_numbered(original, found))


def _with(tree: ast.Module, place: _Place, node: ast.AST) -> str:
    """The module's text with one node replaced; the tree stays as it was."""
    place.put(node)
    try:
        return ast.unparse(ast.fix_missing_locations(tree))
    finally:
        place.put(place.node)


def _numbered(original: str, found: dict[str, tuple[_Place, str, str]]) -> Iterator[Mutant]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for source, (place, kind, exercise) in found.items():
        before, after = _changed_lines(original, source)
        seen[exercise, before, after] += 1
        change = Change(exercise, before, after, seen[exercise, before, after])
        yield Mutant(change, kind, place.line, source)


def _changed_lines(one: str, other: str) -> tuple[str, str]:
    """The lines in which two texts differ, each on one line."""
    before, after = one.splitlines(), other.splitlines()
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    return " ".join(map(str.strip, before)), " ".join(map(str.strip, after))


def _places(node: ast.AST, line: int) -> Iterator[_Place]:
    """The nodes below one that may be changed, outermost first."""
    for field, value in ast.iter_fields(node):
        if field in _LEFT_ALONE or isinstance(node, ast.arguments | ast.Raise | ast.JoinedStr):
            continue
        several = isinstance(value, list)
        for index, child in enumerate(value if several else [value]):
            if isinstance(child, ast.AST):
                below = getattr(child, "lineno", line)
                yield _Place(node, field, index if several else None, child, below)
                yield from _places(child, below)


def _solution_lines(solution: str) -> frozenset[int]:
    """Numbers of the lines between the markers."""
    lines, inside = set(), False
    for number, line in enumerate(solution.splitlines(), start=1):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            lines.add(number)
    return frozenset(lines)


def _imported(tree: ast.Module) -> frozenset[str]:
    """Names that a module binds by imports."""
    return frozenset(
        (alias.asname or alias.name).partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )

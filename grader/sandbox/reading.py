"""Read a student's source without running it: does it parse, what does it define, what does it use.

Parsing can exhaust the parser, so it is done behind the glass too, before any of the student's code
has run there.
"""

import ast
from collections.abc import Iterator

from grader.sandbox.protocol import (
    MAX_LINE_CHARS,
    MAX_MESSAGE_CHARS,
    Definition,
    Read,
    Reading,
    SyntaxProblem,
)

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def read(source: bytes, request: Read) -> Reading:
    """Say what stands in `source`, which is UTF-8."""
    text = source.decode("utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        line = (error.text or "").strip("\n")[:MAX_LINE_CHARS]
        return Reading(SyntaxProblem(error.msg[:MAX_MESSAGE_CHARS], error.lineno or 0, line), {})
    except (ValueError, RecursionError, MemoryError) as error:
        return Reading(SyntaxProblem(str(error) or type(error).__name__, 0, ""), {})
    return Reading(None, _definitions(tree, request))


def _definitions(tree: ast.Module, request: Read) -> dict[str, Definition]:
    module = _Module(tree)
    found = {}
    for exercise in request.exercises:
        node = module.bindings.get(exercise)
        if node is None:
            continue
        if isinstance(node, Scope):
            found[exercise] = module.describe(exercise, node, request)
        else:
            found[exercise] = Definition(node.lineno, "other")
    return found


class _Module:
    """A parsed module: what its top level binds, and what each imported name stands for."""

    def __init__(self, tree: ast.Module) -> None:
        self.bindings = dict(_bindings(tree.body))
        self.imports = dict(_imported_names(tree))
        self._used: dict[str, tuple[tuple[str, int], ...]] = {}
        self._starred = tuple(_starred_modules(tree))

    def describe(self, exercise: str, node: Scope, request: Read) -> Definition:
        reached = self._reachable(exercise)
        others = tuple(name for name in request.exercises if name in reached and name != exercise)
        return Definition(
            line=node.lineno,
            kind="class" if isinstance(node, ast.ClassDef) else "function",
            uses=others,
            forbidden=self._first_forbidden(reached, request.forbidden.get(exercise, ())),
            parameters=_parameters(node),
            unfinished=any(_is_unfinished(each) for each in ast.walk(node)),
        )

    def _reachable(self, start: str) -> list[str]:
        """The module's own definitions that `start` uses, directly or not, itself first."""
        reached = [start]
        for name in reached:
            for used, _ in self._uses(name):
                if used in self.bindings and used not in reached:
                    reached.append(used)
        return reached

    def _uses(self, name: str) -> tuple[tuple[str, int], ...]:
        if name not in self._used:
            self._used[name] = tuple(self._find_uses(name))
        return self._used[name]

    def _find_uses(self, name: str) -> Iterator[tuple[str, int]]:
        local = _local_names(self.bindings[name])
        for node in ast.walk(self.bindings[name]):
            if isinstance(node, ast.Name | ast.Attribute):
                dotted = self._dotted(node)
                if dotted and dotted.partition(".")[0] not in local:
                    yield dotted, node.lineno
                    yield from ((f"{each}.{dotted}", node.lineno) for each in self._starred)
            if isinstance(node, ast.Attribute):
                yield f".{node.attr}", node.lineno

    def _dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self._dotted(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def _first_forbidden(
        self, reached: list[str], forbidden: tuple[str, ...]
    ) -> tuple[str, int] | None:
        hits = [
            (line, name)
            for owner in reached
            for used, line in self._uses(owner)
            for name in forbidden
            if used == name or used.startswith(f"{name}.")
        ]
        return min(hits)[::-1] if hits else None


def _local_names(node: ast.stmt) -> set[str]:
    """Names that a definition binds for itself: the module's own of that name are not meant."""
    if not isinstance(node, Scope):
        return set()
    inside = [each for each in ast.walk(node) if each is not node]
    parameters = {each.arg for each in inside if isinstance(each, ast.arg)}
    stored = {
        each.id for each in inside if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    shared = {name for each in inside if isinstance(each, ast.Global) for name in each.names}
    return (parameters | stored) - shared


def _bindings(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """What a module's top level binds, in order; a later binding replaces an earlier one."""
    for node in body:
        if isinstance(node, Scope):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((name.id, node) for name in targets if isinstance(name, ast.Name))
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _bindings(
                [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)]
            )


def _imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.partition(".")[0],
                    (alias.name if alias.asname else alias.name.partition(".")[0]),
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                (each.asname or each.name, f"{node.module}.{each.name}") for each in node.names
            )


def _starred_modules(tree: ast.Module) -> Iterator[str]:
    """Modules of which all names are imported: any name may be theirs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module for each in node.names if each.name == "*")


def _parameters(node: Scope) -> tuple[str, ...]:
    if isinstance(node, ast.ClassDef):
        initialisers = [
            each
            for each in node.body
            if isinstance(each, ast.FunctionDef) and each.name == "__init__"
        ]
        return _parameters(initialisers[-1])[1:] if initialisers else ()
    spec = node.args
    names = [each.arg for each in spec.posonlyargs + spec.args]
    names += [f"*{spec.vararg.arg}"] if spec.vararg else []
    names += [each.arg for each in spec.kwonlyargs]
    names += [f"**{spec.kwarg.arg}"] if spec.kwarg else []
    return tuple(names)


def _is_unfinished(node: ast.AST) -> bool:
    """Whether a function comes to `raise NotImplementedError` before any return of its own."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    for statement in node.body:
        if isinstance(statement, ast.Return):
            return False
        if isinstance(statement, ast.Raise) and "NotImplementedError" in ast.dump(statement):
            return True
    return False

"""Read a student's source without running it: does it parse, what does it define, what does it use.

Parsing can exhaust the parser, so it is done behind the glass too, before any of the student's code
has run there.
"""

import ast
from collections.abc import Collection, Iterator
from typing import Literal

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
        if node is not None:
            found[exercise] = module.describe(exercise, node, request)
    return found


class _Module:
    """A parsed module: what its top level binds, and what each imported name stands for."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        self.bindings = dict(_bindings(tree.body))
        self.imports = dict(_imported_names(nodes))
        self._nodes: dict[str, list[ast.AST]] = {}
        self._used: dict[str, tuple[tuple[str, int], ...]] = {}
        self._starred = tuple(_starred_modules(nodes))
        self._libraries = frozenset(_used_roots(nodes, self.imports))
        self._methods = frozenset(_methods(nodes))

    def describe(self, exercise: str, node: ast.stmt, request: Read) -> Definition:
        reached = set(self._reachable(exercise))
        others = tuple(
            name
            for name in request.exercises
            if name != exercise and not reached.isdisjoint(self._names_of(name, request.exercises))
        )
        return Definition(
            line=node.lineno,
            kind=_kind(node),
            uses=others,
            forbidden=self._forbidden(exercise, request.forbidden),
            parameters=_parameters(node),
            unfinished=any(map(_is_unfinished, self._inside(exercise))),
        )

    def _reachable(self, start: str, without: Collection[str] = ()) -> list[str]:
        """The module's own definitions that `start` uses, directly or not, itself first."""
        reached = [start]
        for name in reached:
            for used, _ in self._uses(name):
                if used in self.bindings and used not in reached and used not in without:
                    reached.append(used)
        return reached

    def _names_of(self, exercise: str, exercises: Collection[str]) -> list[str]:
        """An exercise's name, and what it alone is another name for, as in `relu = _relu`."""
        names = [exercise]
        for name in names:
            node = self.bindings.get(name)
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if (
                isinstance(value, ast.Name)
                and value.id in self.bindings
                and value.id not in (*names, *exercises)
            ):
                names.append(value.id)
        return names

    def _inside(self, name: str) -> list[ast.AST]:
        """A definition and all that it consists of."""
        if name not in self._nodes:
            self._nodes[name] = list(ast.walk(self.bindings[name]))
        return self._nodes[name]

    def _uses(self, name: str) -> tuple[tuple[str, int], ...]:
        if name not in self._used:
            self._used[name] = tuple(self._find_uses(name))
        return self._used[name]

    def _find_uses(self, name: str) -> Iterator[tuple[str, int]]:
        local = _local_names(self._inside(name))
        for node in self._inside(name):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                continue  # `f = g = h` binds g beside f, which does not use it
            if isinstance(node, ast.Name | ast.Attribute | ast.Call):
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
        return self._dotted_call(node) if isinstance(node, ast.Call) else ""

    def _dotted_call(self, node: ast.Call) -> str:
        """What a call gets by a name that is written in it."""
        match self._dotted(node.func), node.args:
            case "getattr", [owner, ast.Constant(value=str(name)), *_] if self._dotted(owner):
                return f"{self._dotted(owner)}.{name}"
            case "__import__", [ast.Constant(value=str(name)), *_]:
                return name.partition(".")[0]
            case "importlib.import_module", [ast.Constant(value=str(name)), *_]:
                return name
        return ""

    def _forbidden(
        self, exercise: str, forbidden: dict[str, tuple[str, ...]]
    ) -> tuple[str, int] | None:
        """The first use of a forbidden name, those left out for which another exercise pays."""
        names = forbidden.get(exercise, ())
        payers = [
            other
            for other, theirs in forbidden.items()
            if other != exercise and other not in names and set(names) <= set(theirs)
        ]
        hits = [
            (line, name)
            for owner in self._reachable(exercise, without=payers)
            for used, line in self._uses(owner)
            for name in names
            if (used == name or used.startswith(f"{name}.")) and not self._is_own(name, names)
        ]
        return min(hits)[::-1] if hits else None

    def _is_own(self, name: str, forbidden: tuple[str, ...]) -> bool:
        """Whether `.name` is a method of the module's own, which uses none of the libraries."""
        libraries = {each.partition(".")[0] for each in forbidden}
        return name.removeprefix(".") in self._methods and not libraries & self._libraries


def _local_names(nodes: list[ast.AST]) -> set[str]:
    """Names that a definition binds for itself: the module's own of that name are not meant.

    Args:
        nodes: the definition, and what it consists of.
    """
    definition, *inside = nodes
    if not isinstance(definition, Scope):
        return set()
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
            names = [each for target in targets for each in _parts(target)]
            yield from ((name.id, node) for name in names if isinstance(name, ast.Name))
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _bindings(
                [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)]
            )


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def _used_roots(nodes: list[ast.AST], imports: dict[str, str]) -> Iterator[str]:
    """The libraries of which imported names are used."""
    for node in nodes:
        if isinstance(node, ast.Name) and node.id in imports:
            yield imports[node.id].partition(".")[0]


def _methods(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            yield from (each.name for each in node.body if isinstance(each, ast.FunctionDef))


def _kind(node: ast.stmt) -> Literal["function", "class", "other"]:
    if isinstance(node, ast.ClassDef):
        return "class"
    return "function" if isinstance(node, Scope) else "other"


def _imported_names(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
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


def _starred_modules(nodes: list[ast.AST]) -> Iterator[str]:
    """Modules of which all names are imported: any name may be theirs."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module for each in node.names if each.name == "*")


def _parameters(node: ast.stmt | ast.Lambda) -> tuple[str, ...]:
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return _parameters(node.value)
    if isinstance(node, ast.ClassDef):
        initialisers = [
            each
            for each in node.body
            if isinstance(each, ast.FunctionDef) and each.name == "__init__"
        ]
        return _parameters(initialisers[-1])[1:] if initialisers else ()
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return ()
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

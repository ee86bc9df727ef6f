"""Which names a statement binds, changes and looks up, so that what belongs together is found."""

import ast
import symtable
from collections.abc import Iterable, Iterator

import msgspec

_SETTERS = ("setattr", "delattr")
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Import = ast.Import | ast.ImportFrom


class Names(msgspec.Struct, frozen=True):
    """The names of one or several statements at the top level of a cell.

    Attributes:
        binds: are given a value, or an attribute or item of theirs is.
        defines: those of them that are a function, a class or an import.
        calls: have a method called for what it does, as in `TABLE.append(1)`.
        uses: are looked up, by the statement or by a function in it when that is called.
    """

    binds: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()


def names_of(statements: Iterable[ast.stmt], text: str) -> Names:
    """The names of statements.

    Args:
        statements: that stand together.
        text: what they are written as.
    """
    nodes = [node for each in statements for node in _at_once(each)]
    defines = frozenset(name for node in nodes for name in _defined(node))
    stored = frozenset(name for node in nodes for name in _stored(node))
    calls = frozenset(name for node in nodes for name in _called(node))
    return Names(stored | defines, defines, calls, _looked_up(text))


def _at_once(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement that run with it: not the insides of functions and classes."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _Definition):
            waiting += [ast.Expr(each) for each in node.decorator_list]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _defined(node: ast.AST) -> Iterator[str]:
    if isinstance(node, _Definition):
        yield node.name
    elif isinstance(node, _Import):
        yield from ((each.asname or each.name).partition(".")[0] for each in node.names)


def _stored(node: ast.AST) -> Iterator[str]:
    """The name that a node stores to or deletes, or whose attribute or item it does."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        if not isinstance(node.ctx, ast.Load):
            yield from _innermost(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        yield from _innermost(node.args[0]) if node.func.id in _SETTERS else ()


def _called(node: ast.AST) -> Iterator[str]:
    """The name that a statement or decorator calls a method of, whose result nobody keeps."""
    if isinstance(node, ast.Expr):
        call = node.value.func if isinstance(node.value, ast.Call) else node.value
        if isinstance(call, ast.Attribute):
            yield from _innermost(call)


def _innermost(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _looked_up(text: str) -> frozenset[str]:
    """Names that a text looks up outside of its own functions; none if Python refuses it anyway.

    What a function calls its arguments and variables is its own affair: a notebook's `x` does not
    belong to it for that.
    """
    try:
        waiting = [symtable.symtable(text, "cell", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found: set[str] = set()
    while waiting:
        table = waiting.pop()
        is_function = table.get_type() not in ("module", "class")
        for symbol in table.get_symbols():
            if symbol.is_global() if is_function else symbol.is_referenced():
                found.add(symbol.get_name())
        waiting += table.get_children()
    return frozenset(found)

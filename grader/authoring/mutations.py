"""Small wrong changes of a syntax tree's nodes: each gives what a node is replaced by.

No well-kept library fits. mutmut writes all mutants of a file into one module of trampolines and
runs pytest beside them, and cosmic-ray rewrites files on disk and keeps a database of its runs:
both bring their own runner, where here a mutant is a submission like any other, judged behind the
glass. Neither drops statements or arguments, which is what students do, and either would add a
dozen dependencies for a table as small as the one below.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from copy import copy
from itertools import pairwise
from typing import Any, TypeVar

NodeT = TypeVar("NodeT", bound=ast.AST)

Replacement = tuple[str, ast.AST]
"""The kind of a mutation, and the node that takes another's place."""

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMMUTATIVE = (ast.Add, ast.Mult)
_MISTAKEN = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "all": "any",
    "abs": "square",
    "square": "abs",
    "train": "eval",
    "eval": "train",
}
"""Names that are taken for each other."""


def replacements(node: ast.AST, modules: Collection[str]) -> Iterator[Replacement]:
    """What a node may be replaced by, each a small mistake.

    Args:
        node: of a syntax tree; it is left as it is.
        modules: names that the module binds by imports.
    """
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass | ast.FunctionDef):
        yield "dropped statement", ast.Pass()
    if isinstance(node, ast.Call):
        yield from _removed_calls(node, modules)
    for kind, mutate in _MUTATORS.get(type(node), ()):
        for other in mutate(node):
            yield kind, other


def _changed(node: NodeT, **fields: Any) -> NodeT:
    other = copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _operators(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield _changed(node, op=operator())


def _plain_assignment(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Assign(targets=[node.target], value=node.value, lineno=node.lineno)


def _dropped_terms(node: ast.BinOp) -> Iterator[ast.AST]:
    yield from (node.left, node.right)


def _swapped_operands(node: ast.BinOp) -> Iterator[ast.AST]:
    if not isinstance(node.op, _COMMUTATIVE):
        yield _changed(node, left=node.right, right=node.left)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            yield _changed(node, ops=_put(node.ops, place, other()))


def _junctions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield from node.values


def _without_sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, str) and value:
        yield ast.Constant("")


def _swapped_arguments(node: ast.Call) -> Iterator[ast.AST]:
    for args in _swaps(node.args):
        yield _changed(node, args=args)


def _swapped_items(node: ast.Tuple | ast.List) -> Iterator[ast.AST]:
    for items in _swaps(node.elts):
        yield _changed(node, elts=items)


def _removed_arguments(node: ast.Call) -> Iterator[ast.AST]:
    for keyword in node.keywords:
        yield _changed(node, keywords=[each for each in node.keywords if each is not keyword])


def _removed_calls(node: ast.Call, modules: Collection[str]) -> Iterator[Replacement]:
    """What a call is made on, or with, in its place."""
    if node.args and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        yield "removed call", node.args[0]
    if isinstance(node.func, ast.Attribute) and _root(node.func.value) not in modules:
        yield "removed call", node.func.value


def _other_ranges(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        for place, bound in enumerate(node.args):
            for other in _beside(bound):
                yield _changed(node, args=_put(node.args, place, other))


def _other_slices(node: ast.Slice) -> Iterator[ast.AST]:
    for name in ("lower", "upper"):
        bound = getattr(node, name)
        if bound is not None:
            yield _changed(node, **{name: None})
            for other in _beside(bound):
                yield _changed(node, **{name: other})


def _beside(bound: ast.expr) -> Iterator[ast.expr]:
    """One more and one less; those of a constant are among the constants' own mutations."""
    if not isinstance(bound, ast.Constant):
        yield ast.BinOp(bound, ast.Add(), ast.Constant(1))
        yield ast.BinOp(bound, ast.Sub(), ast.Constant(1))


def _mistaken_names(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr in _MISTAKEN:
        yield _changed(node, attr=_MISTAKEN[node.attr])


def _not_transposed(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr == "T":
        yield node.value


def _without_index(node: ast.Subscript) -> Iterator[ast.AST]:
    yield node.value


def _negated(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    yield _changed(node, test=ast.UnaryOp(ast.Not(), node.test))


def _negated_filters(node: ast.comprehension) -> Iterator[ast.AST]:
    for place, test in enumerate(node.ifs):
        yield _changed(node, ifs=_put(node.ifs, place, ast.UnaryOp(ast.Not(), test)))


def _without_context(node: ast.With) -> Iterator[ast.AST]:
    yield ast.If(test=ast.Constant(True), body=node.body, orelse=[])


def _otherwise(node: ast.Break | ast.Continue) -> Iterator[ast.AST]:
    yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _put(items: list[Any], place: int, item: Any) -> list[Any]:
    return [*items[:place], item, *items[place + 1 :]]


def _swaps(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """Neighbours exchanged, save equal constants: 0 for 0.0 is no mistake."""
    for place, (one, other) in enumerate(pairwise(items)):
        if not _are_equal_constants(one, other):
            yield [*items[:place], other, one, *items[place + 2 :]]


def _are_equal_constants(one: ast.expr, other: ast.expr) -> bool:
    both = isinstance(one, ast.Constant) and isinstance(other, ast.Constant)
    return both and ast.literal_eval(one) == ast.literal_eval(other)


def _root(node: ast.expr) -> str | None:
    """The name that a dotted name begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


_MUTATORS: dict[type[ast.AST], tuple[tuple[str, Callable[[Any], Iterator[ast.AST]]], ...]] = {
    ast.BinOp: (
        ("operator", _operators),
        ("dropped term", _dropped_terms),
        ("swapped arguments", _swapped_operands),
    ),
    ast.AugAssign: (("operator", _operators), ("operator", _plain_assignment)),
    ast.UnaryOp: (("operator", _without_sign),),
    ast.Compare: (("comparison", _comparisons),),
    ast.BoolOp: (("operator", _junctions),),
    ast.Constant: (("constant", _constants),),
    ast.Call: (
        ("swapped arguments", _swapped_arguments),
        ("removed argument", _removed_arguments),
        ("off by one", _other_ranges),
    ),
    ast.Tuple: (("swapped arguments", _swapped_items),),
    ast.List: (("swapped arguments", _swapped_items),),
    ast.Attribute: (("mistaken name", _mistaken_names), ("removed transpose", _not_transposed)),
    ast.Subscript: (("removed index", _without_index),),
    ast.Slice: (("off by one", _other_slices),),
    ast.If: (("negated condition", _negated),),
    ast.While: (("negated condition", _negated),),
    ast.IfExp: (("negated condition", _negated),),
    ast.comprehension: (("negated condition", _negated_filters),),
    ast.With: (("removed call", _without_context),),
    ast.Break: (("operator", _otherwise),),
    ast.Continue: (("operator", _otherwise),),
}

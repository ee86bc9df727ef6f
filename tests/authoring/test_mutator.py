"""Automatic mutants of a solution."""

import ast
from textwrap import dedent

import pytest

from grader.authoring.mutator import Change, mutants
from tests.judges import solution, topics

SOLUTION = '''\
"""A lesson."""

import numpy as np

HALF = 0.5


def double(x, times=2):
    """Twice x.

    Example:
        >>> double(1)
        2
    """
    # TODO: think.
    # BEGIN SOLUTION
    {body}
    # END SOLUTION
'''


def changes(body: str) -> dict[str, str]:
    """The kinds of all mutants of a body, by the line that each gives."""
    text = SOLUTION.format(body=dedent(body).strip().replace("\n", "\n    "))
    return {each.change.after: each.kind for each in mutants(text)}


@pytest.mark.parametrize(
    ("body", "after", "kind"),
    [
        ("return x + HALF", "return x - HALF", "operator"),
        ("return x + HALF", "return x", "dropped term"),
        ("return x - HALF", "return HALF - x", "swapped arguments"),
        ("return -x", "return x", "operator"),
        ("x += 1", "x -= 1", "operator"),
        ("x += 1", "x = 1", "operator"),
        ("return x < 2", "return x <= 2", "comparison"),
        ("return x < 2", "return x >= 2", "comparison"),
        ("return x == 2", "return x != 2", "comparison"),
        ("return x in y", "return x not in y", "comparison"),
        ("return x and y", "return x or y", "operator"),
        ("return x and y", "return y", "operator"),
        ("return 7", "return 8", "constant"),
        ("return 7", "return 6", "constant"),
        ("return True", "return False", "constant"),
        ("return 'mean'", "return ''", "constant"),
        ("log(x)", "pass", "dropped statement"),
        ("return f(x, y)", "return f(y, x)", "swapped arguments"),
        ("return x, y", "return (y, x)", "swapped arguments"),
        ("return f(x)", "return x", "removed call"),
        ("return x.copy()", "return x", "removed call"),
        ("return np.sum(x, axis=0)", "return np.sum(x)", "removed argument"),
        ("return np.sum(x)", "return np.mean(x)", "mistaken name"),
        ("return x.T", "return x", "removed transpose"),
        ("return x[0]", "return x", "removed index"),
        ("return x[y:]", "return x[y + 1:]", "off by one"),
        ("return x[y:]", "return x[:]", "off by one"),
        ("return range(x)", "return range(x - 1)", "off by one"),
        ("if x:\n    y = 1", "if not x:", "negated condition"),
        ("while x:\n    y = 1", "while not x:", "negated condition"),
        ("return 1 if x else 2", "return 1 if not x else 2", "negated condition"),
        ("return [y for y in x if y]", "return [y for y in x if not y]", "negated condition"),
        ("with guard():\n    y = 1", "if True:", "removed call"),
        ("for y in x:\n    break", "continue", "operator"),
    ],
)
def test_a_small_mistake_is_among_the_mutants(body: str, after: str, kind: str) -> None:
    assert changes(body)[after] == kind


@pytest.mark.parametrize(
    "body", ["raise ValueError(f'{x + 1} is not 2')", "raise ValueError('no' + 'thing')"]
)
def test_what_an_error_says_is_left_alone(body: str) -> None:
    assert changes(body) == {"pass": "dropped statement"}


def test_a_library_is_never_what_a_call_is_replaced_by() -> None:
    assert "return np" not in changes("return np.zeros(3)")


def test_swapping_equal_constants_is_no_mistake() -> None:
    assert "a, b = (0, 0.0)" not in changes("a, b = 0.0, 0")


def test_only_what_a_student_writes_is_changed() -> None:
    (only,) = mutants(SOLUTION.format(body="return x"))
    assert only.change == Change("double", "return x", "pass")


def test_a_mutant_is_known_wherever_its_line_moves() -> None:
    text = SOLUTION.format(body="return 2 * x")
    moved = text.replace("import numpy", "# A remark.\n\nimport numpy").replace("2 * x", "(2*x)")
    assert [each.change for each in mutants(moved)] == [each.change for each in mutants(text)]
    assert [each.line + 2 for each in mutants(text)] == [each.line for each in mutants(moved)]


def test_the_same_change_at_two_places_is_numbered() -> None:
    drops = [
        each.change.nth
        for each in mutants(SOLUTION.format(body="step()\n    step()"))
        if each.kind == "dropped statement"
    ]
    assert drops == [1, 2]


@pytest.mark.parametrize("topic", [topic.name for topic in topics()])
def test_every_solution_has_mutants_that_are_python_and_all_different(topic: str) -> None:
    found = mutants(solution(topic))
    original = ast.unparse(ast.parse(solution(topic)))
    assert len(found) >= 20
    assert len({each.change for each in found}) == len({each.source for each in found})
    for each in found:
        assert each.source != original
        ast.parse(each.source)

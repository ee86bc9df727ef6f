"""Stubs are made from solutions, and a solution's markers must be in place."""

from pathlib import Path
from textwrap import dedent

import pytest

from grader.places import data_folder
from grader.stubs import StubError, make_stub, write_stubs
from tests.judges import solution, stub, topics

SOLUTION = '''
"""A lesson."""

import numpy as np


def f(x):
    """Double it."""
    # TODO: double it.
    # BEGIN SOLUTION
    doubled = 2 * x
    return doubled
    # END SOLUTION


# BEGIN SOLUTION
def _helper(x):
    return x


# END SOLUTION
class C:
    """A class."""

    def a(self):
        # BEGIN SOLUTION
        return 1
        # END SOLUTION

    def b(self):
        """Given."""
        return 2
'''

STUB = '''
"""A lesson."""

import numpy as np


def f(x):
    """Double it."""
    # TODO: double it.
    raise NotImplementedError("f")


class C:
    """A class."""

    def a(self):
        raise NotImplementedError("C")

    def b(self):
        """Given."""
        return 2
'''


def test_each_block_becomes_a_raise_and_one_at_the_margin_disappears() -> None:
    assert make_stub(SOLUTION, "s.py") == STUB


def test_a_solution_without_markers_is_its_own_stub() -> None:
    assert make_stub(STUB, "s.py") == STUB


BODY = """
    def f(x):
        # BEGIN SOLUTION
        return x
        # END SOLUTION
    """


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (dedent(BODY).replace("    # END SOLUTION\n", ""), 3),
        (dedent(BODY).replace("    # BEGIN SOLUTION\n", ""), 4),
        (dedent(BODY).replace("# END", "# BEGIN"), 5),
        (dedent(BODY) + "# END SOLUTION\n", 6),
    ],
    ids=["no end", "no beginning", "two beginnings", "two ends"],
)
def test_a_marker_out_of_place_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(StubError, match=rf"^s\.py: line {line} has # (BEGIN|END) SOLUTION out of"):
        make_stub(text, "s.py")


def test_only_stubs_that_change_are_written(tmp_path: Path) -> None:
    solutions, exercises = tmp_path / "solutions", tmp_path / "exercises"
    solutions.mkdir()
    (solutions / "one.py").write_text(SOLUTION, encoding="utf-8")
    assert write_stubs(solutions, exercises) == [exercises / "one.py"]
    assert write_stubs(solutions, exercises) == []
    (exercises / "one.py").write_text("changed")
    assert write_stubs(solutions, exercises) == [exercises / "one.py"]
    assert (exercises / "one.py").read_text(encoding="utf-8") == STUB


def test_every_topic_has_its_solution_and_stub_and_there_are_no_others() -> None:
    names = sorted(f"{each.name}.py" for each in topics())
    for kind in ("solutions", "exercises"):
        assert sorted(each.name for each in data_folder(kind).glob("*.py")) == names


@pytest.mark.parametrize("topic", [each.name for each in topics()])
def test_a_committed_stub_holds_no_line_of_a_solution(topic: str) -> None:
    assert "SOLUTION" not in stub(topic)
    assert stub(topic) == make_stub(solution(topic), topic)

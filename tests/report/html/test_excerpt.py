"""Which of a student's lines are shown, found without parsing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.verdicts import AT_LINE, DEFINED_AT
from grader.report.html.excerpt import (
    FOLDED,
    MOST_CHARS,
    MOST_LINES,
    excerpts,
    marked_line,
    place,
    split_lines,
)

MODULE = '''import numpy as np


def helper(x):
    return x


def relu(z):
    """Rectify.

    More.
    """
    # TODO
    if z > 0:
        return helper(z)
    return 0


@given
def other(z):
    return relu(z)
'''


def numbers(lines: list[str], exercise: str, marked: int | None = None) -> list[list[int]]:
    return [[line.number for line in each.lines] for each in excerpts(lines, exercise, marked)]


def test_an_exercise_is_shown_whole_with_its_docstring_folded() -> None:
    """The docstring is the exercise's own text: only that it is there matters."""
    (shown,) = excerpts(split_lines(MODULE.encode()), "relu", None)
    assert [line.number for line in shown.lines] == [8, 9, 13, 14, 15, 16]
    assert shown.lines[1].text.strip() == FOLDED


def test_a_line_elsewhere_is_shown_with_what_is_around_it() -> None:
    """An error inside a helper leads there."""
    lines = split_lines(MODULE.encode())
    assert numbers(lines, "relu", 5) == [[8, 9, 13, 14, 15, 16], list(range(1, 10))]
    assert [line.number for line in excerpts(lines, "relu", 15)[0].lines if line.is_marked] == [15]


def test_the_last_definition_counts_and_a_value_is_one_too() -> None:
    assert numbers(["def f(): pass", "f = abs"], "f") == [[2]]
    assert numbers(["f == 1", "def ff(): pass"], "f") == []
    assert numbers(["class MLP(", "    Module,", "):", "    x = 1", "y = 2"], "MLP") == [
        [1, 2, 3, 4]
    ]


def test_no_more_is_shown_than_is_worth_reading() -> None:
    lines = ["def f():", *(f"    x = {number}" for number in range(500)), "    " + "y" * 5000]
    assert len(excerpts(lines, "f", None)[0].lines) == MOST_LINES
    (shown,) = excerpts(lines, "f", 300)
    assert len(shown.lines) == MOST_LINES
    assert any(line.is_marked for line in shown.lines)
    assert len(place(lines, 502)[0].lines[-1].text) == MOST_CHARS + 1


@pytest.mark.parametrize("marked", [None, 2, 200_000])
@pytest.mark.parametrize("line", [" x", " '''", ' """x', ")"])
def test_a_definition_of_very_many_lines_is_shown_around_the_mark(
    line: str, marked: int | None
) -> None:
    """A module may have a megabyte, and whoever wrote it holds up nobody else's page."""
    (shown,) = excerpts(["def f():", *[line] * 330_000], "f", marked)
    assert 0 < len(shown.lines) <= MOST_LINES
    assert [each.number for each in shown.lines if each.is_marked] == [marked] * bool(marked)


def test_lines_are_numbered_as_python_numbers_them() -> None:
    """A form feed or an exotic separator ends no line."""
    assert split_lines(b"a\x0cb\r\nc\rd\xe2\x80\xa8e\nf") == ["a\x0cb", "c", "d\u2028e", "f"]


def test_the_judges_words_lead_to_the_line() -> None:
    """What says where an error was raised marks it; where an exercise starts marks nothing."""
    raised = AT_LINE.format(line=12, topic="neuron", text="return 1 / 0")
    starts = DEFINED_AT.format(exercise="layer", line=4, topic="neuron")
    assert marked_line(f"f(x=1)\nIt raises ZeroDivisionError.\n{raised}", "neuron") == 12
    assert marked_line(f"f(x=1)\nIt gives 1.\n{starts}", "neuron") is None
    assert marked_line("Line 3 of neuron.py is not Python: no.", "neuron") == 3
    assert marked_line("Importing neuron.py fails.\n    line 7: import x", "neuron") == 7


@given(st.text(max_size=200), st.text(max_size=10), st.none() | st.integers(-5, 50))
def test_any_text_has_excerpts(text: str, exercise: str, marked: int | None) -> None:
    """Every line shown is one of the module, in order."""
    lines = split_lines(text.encode("utf-8", "replace"))
    for shown in numbers(lines, exercise, marked):
        assert shown == sorted(set(shown))
        assert all(1 <= number <= len(lines) for number in shown)

"""The figures of classical test theory, against other ways of working them out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.report.cohort.item_analysis import (
    cronbach_alpha,
    difficulty,
    discrimination,
    standard_error,
)

BINARY = arrays(
    np.int64, st.tuples(st.integers(3, 12), st.integers(2, 6)), elements=st.integers(0, 1)
)


def test_difficulty_is_the_share_of_points_earned() -> None:
    assert difficulty([[2, 0], [1, 0], [0, 3]], [2, 3]) == pytest.approx([0.5, 1 / 3])


def test_discrimination_is_1_along_the_rest_and_minus_1_against_it() -> None:
    found = discrimination([[0, 0, 1], [2, 4, 0.5], [4, 8, 0]])
    assert found == pytest.approx([1, 1, -1])


def test_an_item_that_everybody_has_says_nothing() -> None:
    assert discrimination([[1, 0], [1, 1], [1, 2]]) == [None, None]
    assert cronbach_alpha([[1, 1], [1, 1]]) is None


def test_alpha_of_a_worked_example() -> None:
    """By hand: variances 1, 1 and 1, that of the sum 7: 3/2 · (1 - 3/7) = 6/7."""
    table = [[1, 1, 2], [2, 3, 3], [3, 2, 4]]
    whole = np.var([4, 8, 9], ddof=1)
    assert cronbach_alpha(table) == pytest.approx(1.5 * (1 - 3 / whole))
    assert whole == pytest.approx(7)


def test_items_that_are_alike_are_fully_reliable() -> None:
    assert cronbach_alpha([[0, 0, 0], [1, 1, 1], [5, 5, 5]]) == pytest.approx(1)
    assert standard_error([[0, 0, 0], [1, 1, 1], [5, 5, 5]]) == pytest.approx(0, abs=1e-6)


@given(BINARY)
def test_of_right_and_wrong_alpha_is_kuder_richardson_20(table: np.ndarray) -> None:
    """KR-20 = k / (k - 1) · (1 - Σ p q / var of the sums), with variances over the class."""
    share = table.mean(axis=0)
    whole = table.sum(axis=1).var()
    items = table.shape[1]
    found = cronbach_alpha(table)
    if whole == 0:
        assert found is None
    else:
        assert found == pytest.approx(
            items / (items - 1) * (1 - float((share * (1 - share)).sum()) / whole)
        )
        assert found <= 1 + 1e-9


@given(BINARY)
def test_discrimination_is_a_correlation_with_the_rest(table: np.ndarray) -> None:
    for number, found in enumerate(discrimination(table)):
        rest = np.delete(table, number, axis=1).sum(axis=1)
        if np.ptp(table[:, number]) == 0 or np.ptp(rest) == 0:
            assert found is None
        else:
            assert found == pytest.approx(np.corrcoef(table[:, number], rest)[0, 1])


@pytest.mark.parametrize("rows", [0, 1])
def test_too_few_submissions_have_no_reliability(rows: int) -> None:
    table = np.ones((rows, 3))
    assert cronbach_alpha(table) is None
    assert standard_error(table) is None
    assert discrimination(table) == [None] * 3
    assert len(difficulty(table, [1, 1, 1])) == 3

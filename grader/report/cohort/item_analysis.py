"""What a class's points say about the criteria and exercises themselves: pure, on plain tables.

Every function takes a table of points with a row for each submission and a column for each item.
The words are those of classical test theory. Difficulty is the facility index and discrimination
the correlation of an item with the rest of the test, as the statistics of Moodle's quiz report
define them; reliability is Cronbach's alpha (L. J. Cronbach, "Coefficient alpha and the internal
structure of tests", Psychometrika 16, 1951), which is Kuder and Richardson's formula 20 where
every item is either right or wrong.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_NEGLIGIBLE = 1e-12


def difficulty(points: ArrayLike, max_points: ArrayLike) -> list[float | None]:
    """The share of its points that the class earns on each item: near 1 it is easy, near 0 hard.

    Args:
        points: shape (submissions, items).
        max_points: what each item is worth, shape (items,).

    Returns:
        For each item mean(points) / max_points, from 0 to 1; None where there is no submission.
    """
    table = _table(points)
    if not len(table):
        return [None] * table.shape[1]
    shares = table.mean(axis=0) / np.asarray(max_points, dtype=np.float64)
    return [float(each) for each in shares]


def discrimination(points: ArrayLike) -> list[float | None]:
    """How far each item tells those who do well in all the others from those who do not.

    Args:
        points: shape (submissions, items).

    Returns:
        For each item Pearson's correlation, from -1 to 1, of its points with the sum of all other
        items' points. The item itself is left out of that sum, else it would correlate with
        itself. None where everybody has the same points in the item or in the rest.
    """
    table = _table(points)
    rest = table.sum(axis=1, keepdims=True) - table
    return [_correlation(item, others) for item, others in zip(table.T, rest.T, strict=True)]


def cronbach_alpha(points: ArrayLike) -> float | None:
    """How far the items measure one thing: alpha = k / (k - 1) · (1 - Σ var(item) / var(sum)).

    Args:
        points: shape (submissions, items).

    Returns:
        At most 1, and below 0 where items contradict each other; None for fewer than two items or
        submissions, or where every sum is the same.
    """
    table = _table(points)
    submissions, items = table.shape
    if submissions < 2 or items < 2:
        return None
    whole = float(table.sum(axis=1).var(ddof=1))
    if whole < _NEGLIGIBLE:
        return None
    parts = float(table.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1 - parts / whole))


def standard_error(points: ArrayLike) -> float | None:
    """How many points a score may be off by chance: sd(sum) · sqrt(1 - alpha).

    Args:
        points: shape (submissions, items).

    Returns:
        In points; None where there is no alpha.
    """
    alpha = cronbach_alpha(points)
    if alpha is None:
        return None
    spread = float(_table(points).sum(axis=1).std(ddof=1))
    return spread * float(np.sqrt(1 - alpha))


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    if len(one) < 2:
        return None
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / scale if scale > _NEGLIGIBLE else None


def _table(points: ArrayLike) -> NDArray[np.float64]:
    table = np.asarray(points, dtype=np.float64)
    return table if table.ndim == 2 else table.reshape(len(table), -1)

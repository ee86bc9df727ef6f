"""What stands on the class's page. Types only."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from grader.report.cohort.entries import Item, Plan

SHADES = 5
"""How many shades the gradebook's cells have between nothing and everything."""


class Cell(msgspec.Struct, frozen=True):
    """A cell of the gradebook.

    Attributes:
        text: the points.
        value: what to sort by; below all points where there are none.
        shade: from 0, nothing, to `SHADES`, everything; -1 where there is no mark.
    """

    text: str
    value: float
    shade: int


class Row(msgspec.Struct, frozen=True):
    """A row of the gradebook.

    Attributes:
        name: the submission's.
        link: to its page.
        cells: for each topic, then the score.
        notes: what there is to know, in words.
        kinds: what it can be filtered by.
        misconceptions: ids, to search for.
    """

    name: str
    link: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    kinds: tuple[str, ...]
    misconceptions: tuple[str, ...]


class Link(msgspec.Struct, frozen=True):
    """A submission's name, and where on its page to look."""

    name: str
    link: str


class Group(msgspec.Struct, frozen=True):
    """Submissions that have something in common.

    Attributes:
        identity: the misconception's id; empty where it is none.
        topic: the topic's name.
        exercise: the exercise's name.
        words: what it is about; empty where nothing is to be said.
        links: to the submissions.
        percent: how much of the class they are.
    """

    identity: str
    topic: str
    exercise: str
    words: str
    links: tuple[Link, ...]
    percent: int


class ItemRow(msgspec.Struct, frozen=True):
    """An exercise or criterion, and what the class's points say about it."""

    item: Item
    difficulty: float | None
    discrimination: float | None


class SimilarPair(msgspec.Struct, frozen=True):
    """Two submissions that share much."""

    one: Link
    other: Link
    percent: int
    passages: int
    topics: tuple[str, ...]


class ClassView(msgspec.Struct, frozen=True):
    """The class page.

    Attributes:
        plan: what every report lists.
        facts: a few figures about the class: heading and value.
        rows: of the gradebook.
        means: the share of each topic that the class earned, in percent; None without marks.
        bins: submissions by score, for the distribution.
        shares: submissions by topic, for the heatmap.
        misconceptions: the most common first.
        stuck: who is stuck where, where most are first.
        to_look_at: without a mark or any module, or with a broken one.
        pairs: suspiciously similar submissions.
        more_pairs: how many more there are.
        exercises: analysed.
        criteria: analysed.
        analysed: how many submissions that rests on.
        alpha: the reliability of the whole.
        error: its standard error, in points.
    """

    plan: Plan
    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    means: tuple[int | None, ...]
    bins: tuple[int, ...]
    shares: NDArray[np.float64]
    misconceptions: tuple[Group, ...]
    stuck: tuple[Group, ...]
    to_look_at: tuple[tuple[Link, str], ...]
    pairs: tuple[SimilarPair, ...]
    more_pairs: int
    exercises: tuple[ItemRow, ...]
    criteria: tuple[ItemRow, ...]
    analysed: int
    alpha: float | None
    error: float | None

"""What the class page shows: from the class's entries to values for the template; pure."""

from collections.abc import Mapping, Sequence
from statistics import mean, median, pstdev
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from grader.report.cohort.entries import Entry, Item, Plan, comparable
from grader.report.cohort.item_analysis import (
    cronbach_alpha,
    difficulty,
    discrimination,
    standard_error,
)
from grader.report.cohort.similarity import Pair
from grader.report.cohort.standing import Sharing, misconceptions, stuck, without_mark
from grader.report.html.charts import BIN_PERCENT
from grader.report.html.class_types import (
    SHADES,
    Cell,
    ClassView,
    Group,
    ItemRow,
    Link,
    Row,
    SimilarPair,
)
from grader.report.html.submission_view import anchor, points
from grader.variants import Explanation

ABSENT = "nothing handed in"
LATE = "late"
NO_MARK = "no mark"
LOST = "no module found"
BROKEN = "a module that could not be read or imported"
PAIRS_SHOWN = 200
"""Of a group that copied from one another each two are a pair; nobody looks at more."""


def class_view(
    plan: Plan,
    entries: Sequence[Entry],
    pairs: Sequence[Pair],
    explanations: Mapping[str, Explanation],
) -> ClassView:
    """Lay out the class page.

    Args:
        plan: what every report lists.
        entries: the class, at least one.
        pairs: suspiciously similar submissions.
        explanations: of the misconceptions, by id.
    """
    judged = comparable(entries)
    by_exercise = [each.exercises for each in judged if None not in each.exercises]
    exercises = np.array(by_exercise, dtype=np.float64).reshape(-1, len(plan.exercises))
    criteria = np.array([each.criteria for each in judged]).reshape(-1, len(plan.criteria))
    links = {each.submission: Link(each.submission, _link(each)) for each in entries}
    count = len(entries)
    return ClassView(
        plan=plan,
        facts=_facts(plan, entries, judged),
        rows=tuple(_row(plan, each) for each in entries),
        means=_means(plan, judged),
        bins=_bins(plan, judged),
        shares=_shares(plan, judged),
        misconceptions=tuple(
            _group(plan, each, count, explanations) for each in misconceptions(entries)
        ),
        stuck=tuple(_group(plan, each, count, explanations) for each in stuck(entries)),
        to_look_at=tuple((links[it.submission], _why(it)) for it in without_mark(entries)),
        pairs=tuple(_pair(each, links) for each in pairs[:PAIRS_SHOWN]),
        more_pairs=max(len(pairs) - PAIRS_SHOWN, 0),
        exercises=_items(plan.exercises, exercises),
        criteria=_items(plan.criteria, criteria),
        analysed=len(judged),
        alpha=cronbach_alpha(exercises),
        error=standard_error(exercises),
    )


def _facts(
    plan: Plan, entries: Sequence[Entry], judged: Sequence[Entry]
) -> tuple[tuple[str, str], ...]:
    scores = [each.score for each in judged if each.score is not None]
    of_all = f" / {plan.max_score:g}"
    return (
        ("Submissions", str(len(entries))),
        ("Nothing handed in", str(sum(each.is_absent for each in entries))),
        ("Mean", f"{mean(scores):.1f}{of_all}" if scores else points(None)),
        ("Median", f"{median(scores):g}{of_all}" if scores else points(None)),
        ("Standard deviation", f"{pstdev(scores):.1f}" if scores else points(None)),
        ("All right", str(sum(score == plan.max_score for score in scores))),
    )


def _row(plan: Plan, entry: Entry) -> Row:
    scores = [*(each.score for each in entry.topics), entry.score]
    most = [*(each.max_points for each in plan.topics), plan.max_score]
    return Row(
        name=entry.submission,
        link=_link(entry),
        cells=tuple(_cell(score, all_) for score, all_ in zip(scores, most, strict=True)),
        notes=_notes(entry),
        kinds=_kinds(plan, entry),
        misconceptions=tuple(identity for identity, _ in entry.misconceptions),
    )


def _cell(score: float | None, max_points: float) -> Cell:
    if score is None:
        return Cell(points(None), -1.0, -1)
    share = score / max_points if max_points else 0.0
    return Cell(points(score), score, int(share * SHADES))


def _notes(entry: Entry) -> tuple[str, ...]:
    notes = {
        ABSENT: entry.is_absent,
        NO_MARK: entry.score is None,
        LOST: entry.is_lost,
        BROKEN: any(each.is_broken for each in entry.topics),
        LATE: entry.is_late,
    }
    return tuple(words for words, holds in notes.items() if holds)


def _kinds(plan: Plan, entry: Entry) -> tuple[str, ...]:
    score = entry.score
    kinds = {
        "right": score == plan.max_score,
        "low": score is not None and 2 * score < plan.max_score and not entry.is_absent,
        "absent": entry.is_absent,
        "look": entry.is_to_look_at,
        "late": entry.is_late,
    }
    return tuple(kind for kind, holds in kinds.items() if holds)


def _why(entry: Entry) -> str:
    problems = [
        topic.problem for topic in entry.topics if topic.problem and topic.status != "missing"
    ]
    if problems:
        return problems[0].splitlines()[0]
    return LOST if entry.is_lost else NO_MARK


def _link(entry: Entry, where: str = "") -> str:
    return f"reports/{quote(entry.page)}" + (f"#{quote(where)}" if where else "")


def _means(plan: Plan, judged: Sequence[Entry]) -> tuple[int | None, ...]:
    shares = _shares(plan, judged)
    return tuple(
        int(100 * float(np.nanmean(row))) if np.isfinite(row).any() else None for row in shares
    )


def _bins(plan: Plan, judged: Sequence[Entry]) -> tuple[int, ...]:
    """How many have a score in each 5 percent; full marks are in the last."""
    count = 100 // BIN_PERCENT
    bins = [0] * count
    for each in judged:
        if each.score is not None and plan.max_score:
            bins[min(int(count * each.score / plan.max_score), count - 1)] += 1
    return tuple(bins)


def _shares(plan: Plan, judged: Sequence[Entry]) -> NDArray[np.float64]:
    """The share of each topic that each submission earned, shape (topics, submissions)."""
    ordered = sorted(judged, key=lambda each: -(each.score or 0.0))
    table = [[topic.score for topic in each.topics] for each in ordered]
    most = np.array([topic.max_points for topic in plan.topics])
    found = np.array(table, dtype=np.float64).reshape(-1, len(plan.topics))
    shares: NDArray[np.float64] = (found / most).T
    return shares


def _group(
    plan: Plan, sharing: Sharing, count: int, explanations: Mapping[str, Explanation]
) -> Group:
    item = plan.exercises[sharing.exercise]
    where = anchor(item.topic, item.exercise)
    explanation = explanations.get(sharing.identity)
    return Group(
        identity=sharing.identity,
        topic=item.topic,
        exercise=item.exercise,
        words=explanation.seems if explanation else "",
        links=tuple(Link(each.submission, _link(each, where)) for each in sharing.entries),
        percent=round(100 * len(sharing.entries) / count),
    )


def _pair(pair: Pair, links: Mapping[str, Link]) -> SimilarPair:
    percent = int(100 * pair.share)
    return SimilarPair(links[pair.one], links[pair.other], percent, pair.passages, pair.topics)


def _items(items: Sequence[Item], table: NDArray[np.float64]) -> tuple[ItemRow, ...]:
    hard = difficulty(table, [each.max_points for each in items])
    telling = discrimination(table)
    return tuple(ItemRow(*each) for each in zip(items, hard, telling, strict=True))

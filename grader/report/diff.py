"""Whose grade changed between two runs of a class, and why, criterion by criterion: pure."""

from collections.abc import Iterator

import msgspec

from grader.report.plain import plain_line
from grader.report.types import Basis, CriterionResult, Report, Run

CHANGED = "{submission}: {old} → {new}{why}"
CAME = "{submission}: new, {new}"
WENT = "{submission}: gone, was {old}"
BECAUSE = ", since {what} changed"
NOTHING_ELSE = ", though nothing that it rests on changed"
CRITERION = "  {topic}/{name}: {old} → {new}, {how}. {title}"
OUTCOMES = "{old} → {new}"
DECIDED = "{outcomes}, decided by the instructor: {reason}"
NO_LONGER = "no longer decided by the instructor"
ABSENT = "not there"
NO_MARK = "no mark"
OUT_OF = "{score:g} of {max_score:g}"
SUMMARY = "{changed} of {total} grades changed, {came} came, {went} went."

_SAYS = {
    "submission": "the submission",
    "suites": "the suites",
    "kit": "the kit",
    "seed": "the seed",
    "isolation": "the isolation",
    "topics": "the topics",
    "python": "Python",
    "libraries": "a library's version",
    "torch": "the version of torch",
}
_RUN_ONLY = ("suites", "kit", "seed", "isolation", "python", "torch")


class CriterionChange(msgspec.Struct, frozen=True):
    """A criterion that counts for something else; None on the side where it is not there."""

    topic: str
    old: CriterionResult | None
    new: CriterionResult | None


class Change(msgspec.Struct, frozen=True):
    """A submission whose grade is another.

    Attributes:
        submission: its name.
        old: its report in the first run; None where it was not in it.
        new: its report in the second.
        causes: what the grade rests on and is no longer the same, by the names in a report.
        criteria: that count for something else.
    """

    submission: str
    old: Report | None
    new: Report | None
    causes: tuple[str, ...]
    criteria: tuple[CriterionChange, ...]


class Counts(msgspec.Struct):
    """How many grades were compared, and what came of it."""

    total: int = 0
    changed: int = 0
    came: int = 0
    went: int = 0

    def add(self, change: Change | None) -> None:
        """Count one comparison."""
        self.total += 1
        if change is not None:
            self.came += change.old is None
            self.went += change.new is None
            self.changed += change.old is not None and change.new is not None


def compare(old: Report | None, new: Report | None) -> Change | None:
    """What is different about one submission's grade; None where nothing is.

    A grade is its points, criterion by criterion, and how each criterion went: feedback and
    times may differ.

    Args:
        old: its report in the first run; at least one of the two is there.
        new: its report in the second.
    """
    criteria = tuple(_criteria(old, new))
    if old is not None and new is not None:
        same_score = (old.score, old.max_score) == (new.score, new.max_score)
        if not criteria and same_score:
            return None
        return Change(new.submission, old, new, causes(old, new), criteria)
    only = old or new
    assert only is not None
    return Change(only.submission, old, new, (), ())


def causes(old: Report, new: Report) -> tuple[str, ...]:
    """What two grades rest on and is not the same, by the names that reports have for it."""
    if old.basis is not None and new.basis is not None:
        return _differing(old.basis, new.basis, Basis.__struct_fields__)
    return _differing(old.run, new.run, _RUN_ONLY)


def render_change(change: Change) -> str:
    """A change in words: a line for the grade, and one for each criterion."""
    name = plain_line(change.submission)
    if change.old is None or change.new is None:
        if change.new is not None:
            return CAME.format(submission=name, new=_grade(change.new))
        assert change.old is not None
        return WENT.format(submission=name, old=_grade(change.old))
    what = ", ".join(_SAYS[each] for each in change.causes)
    is_all_decided = bool(change.criteria) and all(map(_is_decided_otherwise, change.criteria))
    why = "" if is_all_decided else BECAUSE.format(what=what) if what else NOTHING_ELSE
    first = CHANGED.format(submission=name, old=_grade(change.old), new=_grade(change.new), why=why)
    return "\n".join([first, *map(_criterion_line, change.criteria)])


def render_counts(counts: Counts) -> str:
    """The last line."""
    return SUMMARY.format(
        changed=counts.changed, total=counts.total, came=counts.came, went=counts.went
    )


def _differing(old: Basis | Run, new: Basis | Run, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _criteria(old: Report | None, new: Report | None) -> Iterator[CriterionChange]:
    """Criteria that count for something else, in the second report's order."""
    before, after = _by_key(old), _by_key(new)
    if old is None or new is None:
        return
    for key in [*after, *(key for key in before if key not in after)]:
        one, other = before.get(key), after.get(key)
        if _counts(one) != _counts(other):
            yield CriterionChange(key[0], one, other)


def _by_key(report: Report | None) -> dict[tuple[str, str, str], CriterionResult]:
    topics = report.topics if report else ()
    return {
        (topic.name, each.suite, each.name): each for topic in topics for each in topic.criteria
    }


def _counts(criterion: CriterionResult | None) -> tuple[object, ...]:
    if criterion is None:
        return ()
    return (criterion.points, criterion.max_points, criterion.outcome, criterion.override)


def _is_decided_otherwise(change: CriterionChange) -> bool:
    """Whether only the instructor's decision about a criterion is another."""
    old, new = change.old, change.new
    if old is None or new is None or old.override == new.override:
        return False
    return _judged(old) == _judged(new)


def _judged(criterion: CriterionResult) -> tuple[object, ...]:
    """What the judge made of a criterion, whatever was decided about it."""
    points = criterion.override.judged if criterion.override else criterion.points
    return (points, criterion.max_points, criterion.outcome)


def _criterion_line(change: CriterionChange) -> str:
    known = change.new or change.old
    assert known is not None
    old, new = change.old, change.new
    how = OUTCOMES.format(old=old.outcome if old else ABSENT, new=new.outcome if new else ABSENT)
    if new is not None and new.override is not None:
        how = DECIDED.format(outcomes=how, reason=plain_line(new.override.reason))
    elif old is not None and old.override is not None:
        how = f"{how}, {NO_LONGER}"
    return CRITERION.format(
        topic=change.topic,
        name=known.name,
        title=known.title,
        old=_points(old),
        new=_points(new),
        how=how,
    )


def _points(criterion: CriterionResult | None) -> str:
    return "–" if criterion is None else f"{criterion.points:g}"


def _grade(report: Report) -> str:
    if report.score is None:
        return NO_MARK
    return OUT_OF.format(score=report.score, max_score=report.max_score)

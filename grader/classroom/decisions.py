"""Reports with an instructor's decisions in place of the judge's: pure."""

from collections.abc import Sequence

import msgspec

from grader.classroom.overrides import TWICE, Decision, Overrides, misuse, near
from grader.report.types import CriterionResult, ExerciseResult, Override, Report, TopicResult

NO_CRITERION = "there is no hidden criterion {criterion} in these topics."
AMBIGUOUS = "{criterion} is a criterion of several topics: write one of {names}."
WAITING = (
    "{file} also decides about submissions that are not in this class, and waits for them: {names}."
)
UNPLACED = (
    "{file} also decides about what is no criterion of these topics, or one of several, and waits "
    "for topics in which it is one: {criteria}."
)
TOO_MANY = "{criterion} is worth {worth} points; {points} are too many."


def check_criteria(overrides: Overrides, report: Report) -> None:
    """See that every decision names a criterion that there is; one report lists them all.

    Raises:
        SubmissionError: one does not, or gives more points than there are.
    """
    for decisions in overrides.by_submission.values():
        for decision in decisions:
            _find(overrides.file, decision, report)


def fitting(overrides: Overrides, report: Report) -> Overrides:
    """The decisions that are about one criterion that there is; one report lists them all.

    Args:
        overrides: of an earlier run, which may have judged other topics.
        report: of this run.
    """
    by_submission = {
        name: tuple(each for each in decisions if len(_found(each, report)) == 1)
        for name, decisions in overrides.by_submission.items()
    }
    others = [
        each.criterion
        for decisions in overrides.by_submission.values()
        for each in decisions
        if len(_found(each, report)) != 1
    ]
    return msgspec.structs.replace(
        overrides, by_submission=by_submission, unplaced=tuple(dict.fromkeys(others))
    )


def told_of_waiting(overrides: Overrides) -> list[str]:
    """What to say of decisions that do not count in this run, a sentence each."""
    names, criteria = ", ".join(overrides.waiting), ", ".join(overrides.unplaced)
    told = [WAITING.format(file=overrides.file, names=names)] if names else []
    return told + ([UNPLACED.format(file=overrides.file, criteria=criteria)] if criteria else [])


def decide(report: Report, overrides: Overrides) -> Report:
    """A report with the decisions that concern it, and no others, in place.

    Args:
        report: as the judge made it, or with earlier decisions.
        overrides: that hold now.

    Raises:
        SubmissionError: a decision names no criterion that there is, or one twice.
    """
    wanted: dict[tuple[str, str], Decision] = {}
    for decision in overrides.by_submission.get(report.submission, ()):
        key = _find(overrides.file, decision, report)
        if key in wanted:
            fault = TWICE.format(submission=report.submission, criterion=decision.criterion)
            raise misuse(overrides.file, decision.line, fault)
        wanted[key] = decision
    topics = tuple(_decide_topic(topic, wanted) for topic in report.topics)
    if topics == report.topics:
        return report
    score = _sum([topic.score for topic in topics])
    return msgspec.structs.replace(report, topics=topics, score=score)


def _decide_topic(topic: TopicResult, wanted: dict[tuple[str, str], Decision]) -> TopicResult:
    criteria = tuple(
        _decide_criterion(each, wanted.get((topic.name, each.name))) for each in topic.criteria
    )
    if criteria == topic.criteria:
        return topic
    exercises = tuple(_decide_exercise(each, topic.criteria, criteria) for each in topic.exercises)
    score = _sum([each.score for each in exercises])
    return msgspec.structs.replace(topic, criteria=criteria, exercises=exercises, score=score)


def _decide_exercise(
    exercise: ExerciseResult,
    before: tuple[CriterionResult, ...],
    after: tuple[CriterionResult, ...],
) -> ExerciseResult:
    """An exercise with its score as its criteria have it now.

    A score that was None, since the grader failed, stays so until somebody has decided about
    each of the criteria concerned, and becomes so again when a decision is taken back.
    """
    own = [pair for pair in zip(before, after, strict=True) if pair[0].exercise == exercise.name]
    if all(old == new for old, new in own):
        return exercise
    faulty = [(old, new) for old, new in own if old.outcome == "grader_error"]
    was_open = exercise.score is None or any(old.override for old, _ in faulty)
    is_open = was_open and any(new.override is None for _, new in faulty)
    points = sum(new.points for _, new in own if new.suite == "hidden")
    return msgspec.structs.replace(exercise, score=None if is_open else points)


def _decide_criterion(criterion: CriterionResult, decision: Decision | None) -> CriterionResult:
    if criterion.suite != "hidden":
        return criterion
    judged = criterion.override.judged if criterion.override else criterion.points
    if decision is None:
        return msgspec.structs.replace(criterion, points=judged, override=None)
    override = Override(judged, decision.reason)
    return msgspec.structs.replace(criterion, points=decision.points, override=override)


def _find(file: str, decision: Decision, report: Report) -> tuple[str, str]:
    """The topic and name of the criterion that a decision is about."""
    found = _found(decision, report)
    if not found:
        names = {each.name for topic in report.topics for each in topic.criteria}
        fault = NO_CRITERION.format(criterion=decision.criterion)
        raise misuse(file, decision.line, fault + near(decision.criterion, names))
    if len(found) > 1:
        names_of = " / ".join(f"{topic}/{each.name}" for topic, each in found)
        fault = AMBIGUOUS.format(criterion=decision.criterion, names=names_of)
        raise misuse(file, decision.line, fault)
    ((topic_name, criterion),) = found
    if decision.points > criterion.max_points:
        fault = TOO_MANY.format(
            criterion=criterion.name,
            worth=f"{criterion.max_points:g}",
            points=f"{decision.points:g}",
        )
        raise misuse(file, decision.line, fault)
    return topic_name, criterion.name


def _found(decision: Decision, report: Report) -> list[tuple[str, CriterionResult]]:
    """The criteria that a decision may be about, each with its topic's name."""
    return [
        (topic.name, each)
        for topic in report.topics
        for each in topic.criteria
        if each.suite == "hidden" and decision.criterion in (each.name, f"{topic.name}/{each.name}")
    ]


def _sum(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) if len(known) == len(scores) else None

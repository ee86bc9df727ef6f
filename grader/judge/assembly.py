"""From trials to a report: pure."""

import platform
from collections.abc import Iterable

import grader
from grader.curriculum import Topic
from grader.judge.collected import Criterion
from grader.judge.module import Problem
from grader.judge.points import Judged, Ran, judge
from grader.judge.trial import Bench, Trial
from grader.report.types import (
    CriterionResult,
    ExerciseResult,
    Outcome,
    Report,
    Run,
    Status,
    TopicResult,
)
from grader.submission import Submission

NO_LIBRARY = (
    "This topic needs PyTorch, which is not installed: pip install -c constraints.txt torch"
)
MISSING = "There is no {topic}.py in the submission."

_UNJUDGED = Trial()


def assemble(bench: Bench, submission: Submission, trials: dict[str, Trial], seed: int) -> Report:
    """Make the report of one submission.

    Args:
        bench: what it was judged by.
        submission: what was handed in.
        trials: what came of each module.
        seed: of the run.
    """
    topics = tuple(_topic(bench, topic, submission, trials) for topic in bench.topics)
    return Report(
        submission=submission.name,
        score=_sum(topic.score for topic in topics),
        max_score=sum(topic.max_score for topic in topics),
        run=Run(
            kit=grader.__version__,
            suites=bench.digest,
            seed=seed,
            isolation=bench.isolation,
            python=platform.python_version(),
            torch=bench.torch,
        ),
        topics=topics,
    )


def _topic(
    bench: Bench, topic: Topic, submission: Submission, trials: dict[str, Trial]
) -> TopicResult:
    criteria = [each for each in bench.criteria if each.topic == topic.name]
    trial = trials.get(topic.name, _UNJUDGED)
    if topic.library not in bench.zygotes:
        return _result(topic, criteria, {}, trial, "graded", NO_LIBRARY)
    if topic.name in submission.problems:
        judged = _all_alike(criteria, "errored")
        return _result(
            topic, criteria, judged, trial, "unreadable", submission.problems[topic.name]
        )
    if topic.name not in submission.sources:
        judged = _all_alike(criteria, "not_implemented")
        return _result(topic, criteria, judged, trial, "missing", MISSING.format(topic=topic.name))
    if trial.problem is not None:
        return _problematic(topic, criteria, trial, trial.problem)
    judged = judge(_ran(criteria, trial))
    untouched = all(each.outcome == "not_implemented" for each in judged.values())
    return _result(topic, criteria, judged, trial, "not_started" if untouched else "graded", None)


def _problematic(
    topic: Topic, criteria: list[Criterion], trial: Trial, problem: Problem
) -> TopicResult:
    unreadable = problem.outcome == "unreadable"
    judged = _all_alike(criteria, "errored" if problem.outcome == "unreadable" else problem.outcome)
    status: Status = "unreadable" if unreadable else "graded"
    return _result(topic, criteria, judged, trial, status, problem.message)


def _ran(criteria: list[Criterion], trial: Trial) -> list[Ran]:
    return [
        Ran(
            each.key,
            each.terms,
            trial.endings[each.key].outcome,
            trial.endings[each.key].feedback,
            trial.endings[each.key].blamed,
            trial.endings[each.key].uses,
        )
        for each in criteria
    ]


def _all_alike(criteria: list[Criterion], outcome: Outcome) -> dict[str, Judged]:
    return {each.key: Judged(outcome, 0.0, None) for each in criteria}


def _result(
    topic: Topic,
    criteria: list[Criterion],
    judged: dict[str, Judged],
    trial: Trial,
    status: Status,
    problem: str | None,
) -> TopicResult:
    results = tuple(
        _criterion(each, judged[each.key], trial.seconds.get(each.key, 0.0)) for each in criteria
    )
    exercises = tuple(
        ExerciseResult(
            exercise.name,
            _score([each for each in results if each.exercise == exercise.name]),
            exercise.points,
        )
        for exercise in topic.exercises
    )
    return TopicResult(
        name=topic.name,
        title=topic.title,
        score=_sum(each.score for each in exercises),
        max_score=topic.points,
        status=status,
        problem=problem,
        exercises=exercises,
        criteria=results,
        printed=trial.printed,
    )


def _criterion(criterion: Criterion, judged: Judged, seconds: float) -> CriterionResult:
    return CriterionResult(
        name=criterion.name,
        title=criterion.title,
        exercise=criterion.terms.exercise,
        suite=criterion.suite,
        points=judged.points,
        max_points=criterion.terms.points,
        outcome=judged.outcome,
        feedback=judged.feedback,
        seconds=seconds,
    )


def _score(criteria: list[CriterionResult]) -> float | None:
    """Points earned; None where no hidden suite ran, or the grader itself failed."""
    hidden = [each for each in criteria if each.suite == "hidden"]
    if not hidden or any(each.outcome == "grader_error" for each in hidden):
        return None
    return sum(each.points for each in hidden)


def _sum(scores: Iterable[float | None]) -> float | None:
    known = []
    for score in scores:
        if score is None:
            return None
        known.append(score)
    return sum(known)

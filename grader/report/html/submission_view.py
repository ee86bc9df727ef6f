"""What a submission's page shows: from its report and its text to values for the template; pure."""

import re
from collections.abc import Iterator

from grader.report.html.excerpt import excerpts, marked_line, place, split_lines
from grader.report.html.submission_types import (
    Clause,
    Counterexample,
    ExerciseView,
    SubmissionView,
    TopicView,
)
from grader.report.states import exercise_state, state_words
from grader.report.types import WRONG, CriterionResult, ExerciseResult, Report, TopicResult
from grader.submission import HandIn, Submission

OUTCOMES = {
    "passed": "passed",
    "failed": "not right yet",
    "errored": "raises an error",
    "timed_out": "takes too long",
    "crashed": "crashes",
    "not_implemented": "not written yet",
    "skipped": "not judged yet",
    "grader_error": "could not be judged",
}
DECISION = "Your instructor decided on {points} instead of {judged} points: {reason}"
ABSENT = "Nothing was handed in."
LATE = "It was handed in late."
ATTEMPTS = "This is attempt {attempt} of {count}."

_WITH_WORDS = (*WRONG, "grader_error")
_CALL = re.compile(r"[\w.]+\(.*\)")
_PRINTED_CHARS = 2000


def submission_view(report: Report, submission: Submission) -> SubmissionView:
    """Lay out one submission's page.

    Args:
        report: the submission's.
        submission: what was handed in.
    """
    topics = tuple(
        _topic(number, topic, split_lines(submission.sources.get(topic.name, b"")))
        for number, topic in enumerate(report.topics, start=1)
    )
    return SubmissionView(
        report=report,
        score=out_of(report.score, report.max_score),
        percent=percent(report.score, report.max_score),
        notes=tuple(_notes(submission.hand_in)),
        topics=topics,
        understood=_by_topic(topics, right=True),
        left=_by_topic(topics, right=False),
    )


def anchor(topic: str, exercise: str) -> str:
    """Where on a submission's page an exercise is."""
    return f"{topic}-{exercise}"


def out_of(score: float | None, max_score: float) -> str:
    """Points of points, with a dash where there is no score."""
    return f"{points(score)} / {max_score:g}"


def points(score: float | None) -> str:
    """Points, with a dash where there are none to tell."""
    return "–" if score is None else f"{score:g}"


def percent(score: float | None, max_score: float) -> int | None:
    """The share earned, rounded down so that 100 is all and nothing less; None without a score."""
    return None if score is None or not max_score else int(100 * score / max_score)


def _by_topic(
    topics: tuple[TopicView, ...], *, right: bool
) -> tuple[tuple[TopicView, tuple[ExerciseView, ...]], ...]:
    """The exercises that are right, or those that are not, of the topics that have some."""
    found = (
        (topic, tuple(each for each in topic.exercises if (each.state == "right") is right))
        for topic in topics
    )
    return tuple((topic, exercises) for topic, exercises in found if exercises)


def _topic(number: int, topic: TopicResult, lines: list[str]) -> TopicView:
    problem_line = marked_line(topic.problem or "", topic.name)
    return TopicView(
        number=number,
        name=topic.name,
        title=topic.title,
        score=out_of(topic.score, topic.max_score),
        percent=percent(topic.score, topic.max_score),
        problem=topic.problem,
        excerpts=place(lines, problem_line),
        printed=topic.printed.strip()[:_PRINTED_CHARS],
        exercises=tuple(_exercise(topic, each, lines) for each in topic.exercises),
    )


def _exercise(topic: TopicResult, exercise: ExerciseResult, lines: list[str]) -> ExerciseView:
    criteria = [each for each in topic.criteria if each.exercise == exercise.name]
    failed = [each for each in criteria if each.outcome in _WITH_WORDS and each.feedback]
    is_shown = topic.problem is None and any(each.outcome in WRONG for each in criteria)
    marked = next(_marked_lines(failed, topic.name), None)
    return ExerciseView(
        name=exercise.name,
        anchor=anchor(topic.name, exercise.name),
        state=exercise_state(topic, exercise.name),
        words=state_words(topic, exercise.name),
        score=out_of(exercise.score, exercise.max_score),
        explanations=_paragraphs(exercise.explanation),
        counterexample=_counterexample(failed[0]) if failed and topic.problem is None else None,
        clauses=tuple(_clause(each) for each in criteria),
        hint=exercise.hint,
        excerpts=excerpts(lines, exercise.name, marked) if is_shown else (),
    )


def _marked_lines(failed: list[CriterionResult], topic: str) -> Iterator[int]:
    """The line that the counterexample's feedback points to, if it does."""
    for each in failed[:1]:
        line = marked_line(each.feedback or "", topic)
        if line is not None:
            yield line


def _paragraphs(explanation: str | None) -> tuple[tuple[str, ...], ...]:
    if not explanation:
        return ()
    return tuple(tuple(each.splitlines()) for each in explanation.split("\n\n"))


def _counterexample(criterion: CriterionResult) -> Counterexample:
    first, _, rest = (criterion.feedback or "").partition("\n")
    if _CALL.fullmatch(first):
        return Counterexample(criterion.title, first, rest)
    return Counterexample(criterion.title, "", criterion.feedback or "")


def _clause(criterion: CriterionResult) -> Clause:
    worth = out_of(criterion.points, criterion.max_points) if criterion.max_points else ""
    is_passed = criterion.outcome == "passed"
    return Clause(
        criterion.title, OUTCOMES[criterion.outcome], is_passed, worth, _decision(criterion)
    )


def _decision(criterion: CriterionResult) -> str:
    if criterion.override is None:
        return ""
    return DECISION.format(
        points=points(criterion.points),
        judged=points(criterion.override.judged),
        reason=criterion.override.reason,
    )


def _notes(hand_in: HandIn | None) -> Iterator[str]:
    """What there is to know about how a submission was handed in."""
    if hand_in is None:
        return
    if hand_in.is_absent:
        yield ABSENT
    if hand_in.problem is not None:
        yield hand_in.problem
    if hand_in.late:
        yield LATE
    if len(hand_in.attempts) > 1:
        yield ATTEMPTS.format(attempt=hand_in.attempt, count=len(hand_in.attempts))
    yield from hand_in.notes

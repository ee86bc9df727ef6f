"""From judgements to a topic's part of the report, and from those to the whole: pure."""

import platform
from collections.abc import Iterable

import msgspec

import grader
from grader.curriculum import Exercise, Topic
from grader.judge.collected import Criterion
from grader.judge.diagnosis import Known
from grader.judge.points import Judged
from grader.judge.trial import Bench
from grader.report.types import (
    WRONG,
    CriterionResult,
    ExerciseResult,
    Report,
    Run,
    Status,
    TopicResult,
)

EXPLANATION = "{seems} {why}\n{question}\nSee the memo: {memo}."


class Judgement(msgspec.Struct, frozen=True):
    """What became of one topic's module.

    Attributes:
        status: whether there was something to grade.
        problem: what concerns the whole module, in words for the student.
        judged: what each criterion counts for, by its key.
        printed: what the module's top level printed.
        seconds: how long each criterion took.
        diagnoses: the misconceptions recognised in each failing exercise.
        note: what the student should know of how it was judged.
    """

    status: Status
    problem: str | None
    judged: dict[str, Judged] = {}
    printed: str = ""
    seconds: dict[str, float] = {}
    diagnoses: dict[str, tuple[Known, ...]] = {}
    note: str | None = None


def assemble(bench: Bench, name: str, topics: tuple[TopicResult, ...], seed: int) -> Report:
    """Make the report of one submission.

    Args:
        bench: what it was judged by.
        name: the submission's name.
        topics: what became of each topic.
        seed: of the run.
    """
    return Report(
        submission=name,
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


def topic_result(bench: Bench, topic: Topic, judgement: Judgement) -> TopicResult:
    """Make the report of one topic."""
    criteria = tuple(
        _criterion(each, judgement) for each in bench.criteria if each.topic == topic.name
    )
    cores = {each.key for each in bench.criteria if each.topic == topic.name and each.terms.is_core}
    decisive = [each for each in criteria if f"{each.suite}/{each.name}" in cores]
    exercises = tuple(
        _exercise(topic, each, criteria, decisive, judgement) for each in topic.exercises
    )
    return TopicResult(
        name=topic.name,
        title=topic.title,
        score=_sum(each.score for each in exercises),
        max_score=topic.points,
        status=judgement.status,
        problem=judgement.problem,
        exercises=exercises,
        criteria=criteria,
        printed=judgement.printed,
        note=judgement.note,
    )


def _criterion(criterion: Criterion, judgement: Judgement) -> CriterionResult:
    judged = judgement.judged[criterion.key]
    diagnosis = judgement.diagnoses.get(criterion.terms.exercise, ())
    wrong = judged.outcome in WRONG
    return CriterionResult(
        name=criterion.name,
        title=criterion.title,
        exercise=criterion.terms.exercise,
        suite=criterion.suite,
        points=judged.points,
        max_points=criterion.terms.points,
        outcome=judged.outcome,
        feedback=judged.feedback,
        misconception=diagnosis[0].identity if diagnosis and wrong else None,
        seconds=judgement.seconds.get(criterion.key, 0.0),
    )


def _exercise(
    topic: Topic,
    exercise: Exercise,
    results: Iterable[CriterionResult],
    cores: Iterable[CriterionResult],
    judgement: Judgement,
) -> ExerciseResult:
    own = [each for each in results if each.exercise == exercise.name]
    core = next((each for each in cores if each.exercise == exercise.name), None)
    diagnosis = judgement.diagnoses.get(exercise.name, ())
    wrong = any(each.outcome in WRONG for each in own) and judgement.problem is None
    return ExerciseResult(
        name=exercise.name,
        score=_score(own, core),
        max_score=exercise.points,
        misconceptions=tuple(known.identity for known in diagnosis),
        explanation="\n\n".join(_explanation(topic, known) for known in diagnosis) or None,
        hint=exercise.hints[0] if wrong else None,
    )


def _explanation(topic: Topic, known: Known) -> str:
    said = known.explanation
    return EXPLANATION.format(
        seems=said.seems, why=said.why, question=said.question, memo=topic.memo
    )


def _score(criteria: list[CriterionResult], core: CriterionResult | None) -> float | None:
    """Points earned; None where no hidden suite ran, or the grader itself failed.

    Where the core did not pass, nothing else counts, the grader's failures over it included: by
    bringing one about, a hostile module would have no mark instead of no points.
    """
    hidden = [each for each in criteria if each.suite == "hidden"]
    if not hidden:
        return None
    is_decided = core is not None and core.outcome not in ("passed", "grader_error")
    if not is_decided and any(each.outcome == "grader_error" for each in hidden):
        return None
    return sum(each.points for each in hidden)


def _sum(scores: Iterable[float | None]) -> float | None:
    known = []
    for score in scores:
        if score is None:
            return None
        known.append(score)
    return sum(known)

"""Judge one submission: try it, give points, name misconceptions, and report."""

from grader.curriculum import Topic
from grader.judge.assembly import Judgement, assemble
from grader.judge.catalogue import reference_for
from grader.judge.collected import Criterion
from grader.judge.diagnosis import Known, diagnose
from grader.judge.points import Judged, Ran, judge
from grader.judge.signature import Signature
from grader.judge.trial import Bench, Trial, observe, try_submission
from grader.report.types import Outcome, Report
from grader.submission import Submission

NO_LIBRARY = (
    "This topic needs PyTorch, which is not installed: pip install -c constraints.txt torch"
)
FAULT = (
    "The grader itself failed over this submission, twice. It has no mark: tell your instructor."
)
MISSING = "There is no {topic}.py in the submission."

_WRONG = ("failed", "errored", "timed_out", "crashed")


def report_on(bench: Bench, submission: Submission, seed: int) -> Report:
    """Judge one submission; to be done once in a process, since pytest's report adds up.

    Args:
        bench: what to judge by.
        submission: what was handed in.
        seed: draws the inputs.
    """
    trials = try_submission(bench, submission, seed)
    judgements = {
        topic.name: _judge_topic(bench, topic, submission, trials.get(topic.name), seed)
        for topic in bench.topics
    }
    return assemble(bench, submission.name, judgements, seed)


def faulty_report(bench: Bench) -> Report:
    """The report of a submission over which the grader itself fails."""
    judgements = {
        topic.name: Judgement("graded", FAULT, _all_alike(bench, topic, "grader_error"))
        for topic in bench.topics
    }
    return assemble(bench, "", judgements, 0)


def _judge_topic(
    bench: Bench, topic: Topic, submission: Submission, trial: Trial | None, seed: int
) -> Judgement:
    if topic.library not in bench.zygotes:
        return Judgement("graded", NO_LIBRARY)
    if topic.name in submission.problems:
        judged = _all_alike(bench, topic, "errored")
        return Judgement("unreadable", submission.problems[topic.name], judged)
    if trial is None:
        judged = _all_alike(bench, topic, "not_implemented")
        return Judgement("missing", MISSING.format(topic=topic.name), judged)
    if trial.problem is not None:
        return _judge_problem(bench, topic, trial)
    return _judge_trial(bench, topic, trial, seed)


def _judge_problem(bench: Bench, topic: Topic, trial: Trial) -> Judgement:
    assert trial.problem is not None
    if trial.problem.outcome == "unreadable":
        judged = _all_alike(bench, topic, "errored")
        return Judgement("unreadable", trial.problem.message, judged)
    judged = _all_alike(bench, topic, trial.problem.outcome)
    return Judgement("graded", trial.problem.message, judged, printed=trial.printed)


def _judge_trial(bench: Bench, topic: Topic, trial: Trial, seed: int) -> Judgement:
    criteria = [each for each in bench.criteria if each.topic == topic.name]
    judged = judge(_ran(each, trial) for each in criteria)
    untouched = all(each.outcome == "not_implemented" for each in judged.values())
    wrong = {each.terms.exercise for each in criteria if judged[each.key].outcome in _WRONG}
    return Judgement(
        "not_started" if untouched else "graded",
        None,
        judged,
        printed=trial.printed,
        seconds=trial.seconds,
        diagnoses={name: _diagnose(bench, topic, name, trial, seed) for name in sorted(wrong)},
    )


def _ran(criterion: Criterion, trial: Trial) -> Ran:
    ending = trial.endings[criterion.key]
    return Ran(
        criterion.key,
        criterion.terms,
        ending.outcome,
        ending.feedback,
        ending.blamed,
        ending.uses,
        ending.pardons,
    )


def _diagnose(
    bench: Bench, topic: Topic, exercise: str, trial: Trial, seed: int
) -> tuple[Known, ...]:
    """The misconceptions that a failing exercise shows."""

    def observed(source: str) -> dict[str, Signature]:
        return observe(bench, topic, exercise, source, seed)

    versions = [bench.digest, str(seed), bench.numpy, str(bench.torch)]
    reference = reference_for(topic.folder, exercise, versions, observed)
    return diagnose(trial.signatures, reference)


def _all_alike(bench: Bench, topic: Topic, outcome: Outcome) -> dict[str, Judged]:
    """Every criterion of a module that could not be judged."""
    return {
        each.key: Judged(outcome, 0.0, None) for each in bench.criteria if each.topic == topic.name
    }

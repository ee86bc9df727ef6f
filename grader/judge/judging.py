"""Judge one topic of a submission: try it, give points, and name misconceptions."""

from grader.curriculum import Topic
from grader.judge.assembly import Judgement, assemble, topic_result
from grader.judge.catalogue import reference_for
from grader.judge.collected import Criterion, hash_suites
from grader.judge.diagnosis import Reference, diagnose
from grader.judge.points import Judged, Ran, judge
from grader.judge.script import Script, Scripts
from grader.judge.signature import Signature
from grader.judge.trial import Bench, Trial, learn_scripts, observe, try_module
from grader.places import data_file, install_command
from grader.report.types import WRONG, Outcome, Report, TopicResult
from grader.submission import Submission

NO_LIBRARY = "This topic needs PyTorch, which is not installed: {command}"
FAULT = (
    "The grader itself failed over this submission, twice. It has no mark: tell your instructor."
)
MISSING = "There is no {topic}.py in the submission."


def judge_topic(bench: Bench, topic: Topic, submission: Submission, seed: int) -> TopicResult:
    """Judge one topic of a submission.

    Args:
        bench: what to judge by.
        topic: one of the bench's.
        submission: what was handed in.
        seed: draws the inputs.
    """
    return topic_result(bench, topic, _judge(bench, topic, submission, seed))


def faulty_report(bench: Bench) -> Report:
    """The report of a submission over which the grader itself fails."""
    results = (
        topic_result(
            bench, topic, Judgement("graded", FAULT, _all_alike(bench, topic, "grader_error"))
        )
        for topic in bench.topics
    )
    return assemble(bench, "", tuple(results), 0)


def reference_of(bench: Bench, topic: Topic, exercise: str, seed: int) -> Reference:
    """What one exercise's solution and misconceptions give.

    Args:
        bench: what to judge by.
        topic: whose exercise it is.
        exercise: which.
        seed: draws the inputs.
    """

    def observed(source: str) -> dict[str, Signature]:
        return observe(bench, topic, exercise, source, seed)

    suites = hash_suites((topic,))
    versions = [bench.numpy, str(bench.torch)]
    return reference_for(topic.folder, exercise, suites, seed, versions, observed)


def scripts_for(bench: Bench, seed: int) -> Scripts:
    """What the solutions say at a seed, as far as there are solutions.

    Args:
        bench: what to judge by.
        seed: draws the inputs.
    """
    scripts: dict[tuple[str, str], Script] = {}
    for topic in bench.topics:
        solution = data_file("solutions", topic.name)
        if topic.library in bench.workers and solution is not None:
            scripts |= learn_scripts(bench, topic, solution.read_bytes(), seed)
    return scripts


def _judge(bench: Bench, topic: Topic, submission: Submission, seed: int) -> Judgement:
    if topic.library not in bench.workers:
        return Judgement("graded", NO_LIBRARY.format(command=install_command("torch")))
    if topic.name in submission.problems:
        judged = _all_alike(bench, topic, "errored")
        return Judgement("unreadable", submission.problems[topic.name], judged)
    if topic.name not in submission.sources:
        judged = _all_alike(bench, topic, "not_implemented")
        return Judgement("missing", MISSING.format(topic=topic.name), judged)
    trial = try_module(bench, topic, submission.sources[topic.name], seed)
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
    wrong = {each.terms.exercise for each in criteria if judged[each.key].outcome in WRONG}
    references = {name: reference_of(bench, topic, name, seed) for name in sorted(wrong)}
    signatures = {key: turn.signature for key, turn in trial.turns.items()}
    return Judgement(
        "not_started" if untouched else "graded",
        None,
        judged,
        printed=trial.printed,
        seconds={key: turn.seconds for key, turn in trial.turns.items()},
        diagnoses={name: diagnose(signatures, each) for name, each in references.items()},
        note=next((each.note for each in references.values() if each.note), None),
    )


def _ran(criterion: Criterion, trial: Trial) -> Ran:
    ending = trial.turns[criterion.key].ending
    return Ran(
        criterion.key,
        criterion.terms,
        ending.outcome,
        ending.feedback,
        ending.blamed,
        ending.uses,
        tuple(name for name in ending.unsteady if name != criterion.terms.exercise),
        ending.pardons,
    )


def _all_alike(bench: Bench, topic: Topic, outcome: Outcome) -> dict[str, Judged]:
    """Every criterion of a module that could not be judged."""
    return {
        each.key: Judged(outcome, 0.0, None) for each in bench.criteria if each.topic == topic.name
    }

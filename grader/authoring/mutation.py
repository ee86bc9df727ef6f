"""The mutation run: every automatic mutant of a solution has to lose points, or to be equal."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from grader.authoring.equivalents import read_equivalents
from grader.authoring.material import Files, Material
from grader.authoring.mutator import Change, Mutant, mutants
from grader.authoring.trials import Case, bare_copy, try_cases
from grader.judge.collected import SUITE_FILES
from grader.report.types import WRONG, TopicResult
from grader.report.verification_types import Failure, Finding, Tried
from grader.sandbox.limits import Limits

LIMITS = Limits(call_s=1.0, load_s=5.0, exercise_s=2.0)
"""So small that endless mutants are cheap, and far above what a solution takes."""

SURVIVES = "In {exercise}, nobody notices {before} turned into {after}."
MEND_SURVIVES = "Add a criterion or a case that fails; or record in {file} why it is equal."
OUTDATED = "In {exercise}, {before} turned into {after} is no mutant, or one that is noticed."
MEND_OUTDATED = "Remove the entry."


def run_mutants(material: Material) -> tuple[Finding, tuple[Tried, ...]]:
    """Have every mutant of a topic's solution judged, at seed 0.

    Args:
        material: what the topic's author wrote.

    Raises:
        CurriculumError: the topic has something to mend before it can be judged at all.
        GraderFault: the grader itself failed.
    """
    all_mutants = mutants(material.solution)
    reasons = read_equivalents(material.topic.folder)
    with TemporaryDirectory(prefix="neuron-to-mlp-") as folder:
        copy = bare_copy(material.topic, Path(folder), SUITE_FILES)
        topic = msgspec.structs.replace(copy, limits=LIMITS)
        cases = [_case(number, each) for number, each in enumerate(all_mutants)]
        results = [trial.results[0] for trial in try_cases(topic, cases, seeds=1)]
    tried = [
        _tried(mutant, result, reasons) for mutant, result in zip(all_mutants, results, strict=True)
    ]
    return judge_mutants(tried, reasons, material.files), tuple(tried)


def judge_mutants(tried: Sequence[Tried], reasons: Mapping[Change, str], files: Files) -> Finding:
    """Which mutants survive without a reason, and which reasons belong to none: pure."""
    survivors = {_change(each): each for each in tried if not each.killed_by}
    failures = [
        Failure(
            f"{files.solution}:{each.line}",
            _words(SURVIVES, change),
            MEND_SURVIVES.format(file=files.equivalents),
        )
        for change, each in survivors.items()
        if each.reason is None
    ]
    failures.extend(
        Failure(files.equivalents, _words(OUTDATED, change), MEND_OUTDATED)
        for change in reasons
        if change not in survivors
    )
    return Finding("mutants", len(tried) - len(survivors), len(tried), tuple(failures))


def _case(number: int, mutant: Mutant) -> Case:
    name = f"mutant {number}"
    return Case(name, "wrong", mutant.source, name)


def _tried(mutant: Mutant, result: TopicResult, reasons: Mapping[Change, str]) -> Tried:
    change = mutant.change
    wrong = [each for each in result.criteria if each.outcome in WRONG]
    is_killed = result.score != result.max_score
    return Tried(
        exercise=change.exercise,
        kind=mutant.kind,
        line=mutant.line,
        before=change.before,
        after=change.after,
        nth=change.nth,
        killed_by=tuple(each.name for each in wrong) if is_killed else (),
        timed_out=is_killed and {each.outcome for each in wrong} == {"timed_out"},
        reason=None if is_killed else reasons.get(change),
    )


def _change(tried: Tried) -> Change:
    return Change(tried.exercise, tried.before, tried.after, tried.nth)


def _words(words: str, change: Change) -> str:
    return words.format(exercise=change.exercise, before=change.before, after=change.after)

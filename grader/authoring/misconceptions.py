"""What the judge made of the misconceptions: caught, named, and which criteria they need: pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.authoring.material import Files, Material
from grader.authoring.trials import Trial
from grader.report.types import WRONG, CriterionResult, ExerciseResult, TopicResult
from grader.report.verification_types import Clause, Entry, Failure
from grader.variants import Variant

NOTHING_LOST = "{name} loses nothing at seed {seed}."
MEND_NOTHING_LOST = "Add a criterion that it fails, or a case that shows it."
SPILLS = "{name} at seed {seed}: {criterion}, of {exercise}, is {outcome}."
MEND_SPILLS = "One mistake is paid once: give that criterion an `also`, or `continues`."
BREAKS = "{name} at seed {seed}: {criterion} is {outcome}. {feedback}"
MEND_BREAKS = "Mend the suite or the entry: a wrong answer brings neither judge nor worker down."

NOT_NAMED = "{name} is recognised as {diagnosed} at seed {seed}."
NOTHING = "nothing"
MEND_NOT_NAMED = "Have a criterion see what it does; where it is random, observe facts instead."

_HARMLESS = ("passed", "skipped")
_BROKEN = ("grader_error", "crashed")


def uncaught(trial: Trial, files: Files) -> Iterator[Failure]:
    """Where a misconception loses nothing in its exercise, or something in another."""
    variant = _variant(trial)
    place = f"{files.misconceptions}:{variant.line}"
    for seed, result in enumerate(trial.results):
        own = _own(result, variant)
        if own.score == own.max_score:
            what = NOTHING_LOST.format(name=variant.identity, seed=seed)
            yield Failure(place, what, MEND_NOTHING_LOST)
        for each in result.criteria:
            if each.outcome in _BROKEN:
                yield Failure(place, _about(BREAKS, variant, seed, each), MEND_BREAKS)
            elif each.exercise != variant.exercise and each.outcome not in _HARMLESS:
                yield Failure(place, _about(SPILLS, variant, seed, each), MEND_SPILLS)


def unnamed(trial: Trial, files: Files) -> Iterator[Failure]:
    """Where a misconception is not recognised."""
    variant = _variant(trial)
    for seed, result in enumerate(trial.results):
        diagnosed = _own(result, variant).misconceptions
        if variant.identity not in diagnosed:
            what = NOT_NAMED.format(
                name=variant.identity, diagnosed=", ".join(diagnosed) or NOTHING, seed=seed
            )
            yield Failure(f"{files.misconceptions}:{variant.line}", what, MEND_NOT_NAMED)


def entries(trials: Sequence[Trial]) -> tuple[Entry, ...]:
    """The misconceptions, each with all that it was taken for."""
    return tuple(
        Entry(
            identity=variant.identity,
            exercise=variant.exercise,
            line=variant.line,
            diagnosed=tuple(
                dict.fromkeys(
                    identity
                    for result in trial.results
                    for identity in _own(result, variant).misconceptions
                )
            ),
        )
        for trial in trials
        if trial.case.kind == "wrong"
        for variant in [_variant(trial)]
    )


def clauses(material: Material, trials: Sequence[Trial]) -> tuple[Clause, ...]:
    """The criteria by exercise, each with the number of misconceptions that it catches."""
    catches: Counter[str] = Counter()
    for trial in trials:
        if trial.case.kind == "wrong":
            catches.update({key for result in trial.results for key in _failed(result)})
    criteria = next(trial.results[0].criteria for trial in trials if trial.case.kind == "solution")
    order = [exercise.name for exercise in material.topic.exercises]
    return tuple(
        Clause(
            name=each.name,
            title=each.title,
            exercise=each.exercise,
            suite=each.suite,
            points=each.max_points,
            catches=catches[_key(each)],
            stays=material.stays.get(_key(each), ""),
        )
        for each in sorted(criteria, key=lambda each: order.index(each.exercise))
    )


def _variant(trial: Trial) -> Variant:
    assert trial.case.variant is not None
    return trial.case.variant


def _own(result: TopicResult, variant: Variant) -> ExerciseResult:
    return next(each for each in result.exercises if each.name == variant.exercise)


def _failed(result: TopicResult) -> Iterator[str]:
    yield from (_key(each) for each in result.criteria if each.outcome in WRONG)


def _key(criterion: CriterionResult) -> str:
    return f"{criterion.suite}/{criterion.name}"


def _about(words: str, variant: Variant, seed: int, criterion: CriterionResult) -> str:
    return words.format(
        name=variant.identity,
        seed=seed,
        criterion=criterion.name,
        exercise=criterion.exercise,
        outcome=criterion.outcome,
        feedback=criterion.feedback,
    )

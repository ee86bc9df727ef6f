"""From what the judge made of a topic's modules to what holds of it and what does not: pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from grader.authoring.material import Material
from grader.authoring.misconceptions import clauses, uncaught, unnamed
from grader.authoring.trials import Trial
from grader.report.types import TopicResult
from grader.report.verification_types import Check, Clause, Failure, Finding
from grader.stubs import make_stub

WRONG_IDS_WANTED = 8
UNUSUAL_WANTED = 3

NOT_RIGHT = "{name} at seed {seed}: {criterion} is {outcome}. {feedback}"
NOT_GRADED = "{name} at seed {seed} cannot be judged: {problem}"
MEND_SOLUTION = "Solution and suite disagree: mend the one that does not keep the contract."
MEND_FAIRNESS = "Widen the criterion, which must accept every right way; or mend the entry."

NOT_EMPTY = "{criterion} is {outcome} for the stub."
MEND_STUB = "Have the criterion call its exercise: a stub's criteria are all not_implemented."
OUT_OF_STEP = "The stub is not the one that the solution gives."
MEND_STEP = "Run: grader stubs"

TOO_FEW_WRONG = "There are {count} misconceptions."
MEND_TOO_FEW_WRONG = "Write eight or more: grade a class, and look at what fits none."
TOO_FEW_UNUSUAL = "There are {count} unusual right implementations."
MEND_TOO_FEW_UNUSUAL = "Write three or more."
NO_WRONG = "The exercise {exercise} has no misconception."
MEND_NO_WRONG = "Write one or more for each exercise."

NOT_NEEDED = "No misconception fails {criterion}: {title}"
MEND_NOT_NEEDED = 'Write a misconception that only it catches, drop it, or give stays="reason".'

UNSTEADY = "{name} gets other points at other seeds or numbers of threads: {points}."
MEND_UNSTEADY = "Draw inputs that show it at every seed, or make the entry's mistake plainer."

Complain = Callable[[Trial], Iterable[Failure]]
"""What fails of one case."""


def all_findings(material: Material, trials: Sequence[Trial]) -> Iterator[Finding]:
    """What holds of a topic, and what does not."""
    files = material.files
    yield _per_case("solution", trials, "solution", lambda it: _wrongs(it, files.solution))
    yield _stub(material, trials)
    yield _entries(material)
    yield _per_case("caught", trials, "wrong", lambda it: uncaught(it, files))
    yield _per_case("named", trials, "wrong", lambda it: unnamed(it, files))
    if material.unusual is not None:
        yield _per_case("fair", trials, "unusual", lambda it: _wrongs(it, files.unusual))
    yield _needed(clauses(material, trials), material)
    yield _steady(trials, material)


def _per_case(check: Check, trials: Sequence[Trial], kind: str, complain: Complain) -> Finding:
    """A check that each case of a kind has to pass, with one thread and with two."""
    failures: dict[str, list[Failure]] = defaultdict(list)
    for trial in trials:
        if trial.case.kind == kind:
            failures[trial.case.twin].extend(complain(trial))
    passed = sum(not each for each in failures.values())
    return Finding(
        check, passed, len(failures), tuple(one for each in failures.values() for one in each)
    )


def _wrongs(trial: Trial, file: str) -> Iterator[Failure]:
    """What a right module loses; the first of it at each seed."""
    is_solution = trial.case.kind == "solution"
    mend = MEND_SOLUTION if is_solution else MEND_FAIRNESS
    place = file if trial.case.variant is None else f"{file}:{trial.case.variant.line}"
    for seed, result in enumerate(trial.results):
        what = _loss(result, trial.case.name, seed)
        if what:
            yield Failure(place, what, mend)


def _loss(result: TopicResult, name: str, seed: int) -> str:
    if result.problem is not None:
        return NOT_GRADED.format(name=name, seed=seed, problem=result.problem)
    return next(
        (
            NOT_RIGHT.format(
                name=name,
                seed=seed,
                criterion=each.name,
                outcome=each.outcome,
                feedback=each.feedback,
            )
            for each in result.criteria
            if each.outcome != "passed"
        ),
        "",
    )


def _stub(material: Material, trials: Sequence[Trial]) -> Finding:
    files = material.files
    result = next(trial.results[0] for trial in trials if trial.case.kind == "stub")
    failures = [
        Failure(
            files.hidden if each.suite == "hidden" else files.examples,
            NOT_EMPTY.format(criterion=each.name, outcome=each.outcome),
            MEND_STUB,
        )
        for each in result.criteria
        if each.outcome != "not_implemented" or each.points
    ]
    if material.stub != make_stub(material.solution, files.solution):
        failures.append(Failure(files.stub, OUT_OF_STEP, MEND_STEP))
    return Finding("stub", int(not failures), 1, tuple(failures))


def _entries(material: Material) -> Finding:
    """Whether there are misconceptions and unusual implementations enough."""
    files = material.files
    failures = []
    ids = len({each.identity for each in material.wrong})
    if ids < WRONG_IDS_WANTED:
        what = TOO_FEW_WRONG.format(count=ids)
        failures.append(Failure(files.misconceptions, what, MEND_TOO_FEW_WRONG))
    if material.unusual is not None and len(material.unusual) < UNUSUAL_WANTED:
        what = TOO_FEW_UNUSUAL.format(count=len(material.unusual))
        failures.append(Failure(files.unusual, what, MEND_TOO_FEW_UNUSUAL))
    mistaken = {each.exercise for each in material.wrong}
    failures.extend(
        Failure(files.misconceptions, NO_WRONG.format(exercise=each.name), MEND_NO_WRONG)
        for each in material.topic.exercises
        if each.name not in mistaken
    )
    return Finding("entries", int(not failures), 1, tuple(failures))


def _needed(all_clauses: Sequence[Clause], material: Material) -> Finding:
    files = material.files
    idle = [each for each in all_clauses if not each.catches and not each.stays]
    failures = tuple(
        Failure(
            files.hidden if each.suite == "hidden" else files.examples,
            NOT_NEEDED.format(criterion=each.name, title=each.title),
            MEND_NOT_NEEDED,
        )
        for each in idle
    )
    return Finding("needed", len(all_clauses) - len(idle), len(all_clauses), failures)


def _steady(trials: Sequence[Trial], material: Material) -> Finding:
    """Whether each case gets the same points at every seed, with one thread and with two."""
    files = {
        "solution": material.files.solution,
        "stub": material.files.stub,
        "wrong": material.files.misconceptions,
        "unusual": material.files.unusual,
    }
    by_twin: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_twin[trial.case.twin].append(trial)
    failures = []
    for name, twins in by_twin.items():
        points = sorted({result.score or 0.0 for trial in twins for result in trial.results})
        if len(points) > 1:
            what = UNSTEADY.format(name=name, points=", ".join(f"{each:g}" for each in points))
            failures.append(Failure(files[twins[0].case.kind], what, MEND_UNSTEADY))
    return Finding("steady", len(by_twin) - len(failures), len(by_twin), tuple(failures))

"""The gate: what must be true of every topic."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

import grader
from grader.authoring.findings import all_findings
from grader.authoring.material import Material
from grader.authoring.misconceptions import clauses, entries
from grader.authoring.mutation import run_mutants
from grader.authoring.trials import Case, bare_copy, cases, try_cases
from grader.report.verification_types import Failure, Finding, TopicVerification, Verification

NO_FAIRNESS = (
    "{topic}: unusual right implementations were not judged. They are in tests/fairness of a "
    "clone of the project, and this installation has none."
)
NOT_PASSED = "With the examples alone, {criterion} is {outcome} for the solution. {feedback}"
NO_EXAMPLES = "With the examples alone, there is nothing to judge."
MEND_EXAMPLES = "The solution must pass the examples without the hidden suite: mend the example."


def verify_topic(material: Material, seeds: int) -> TopicVerification:
    """Check all that must be true of a topic, save what only mutants can tell.

    Args:
        material: what its author wrote.
        seeds: how many seeds to judge at, from 0.

    Raises:
        CurriculumError: the topic has something to mend before it can be judged at all.
        VariantError: an entry is not as it must be.
        GraderFault: the grader itself failed.
    """
    trials = list(try_cases(material.topic, cases(material), seeds))
    findings = [*all_findings(material, trials), _examples_alone(material)]
    notes = () if material.unusual is not None else (_no_fairness(material),)
    return TopicVerification(
        name=material.topic.name,
        findings=tuple(findings),
        entries=entries(trials),
        clauses=clauses(material, trials),
        notes=notes,
    )


def verification(topics: Iterable[TopicVerification], seeds: int) -> Verification:
    """All that was found out, at so many seeds."""
    return Verification(kit=grader.__version__, seeds=seeds, topics=tuple(topics))


def add_mutants(verified: TopicVerification, material: Material) -> TopicVerification:
    """The same with what the mutation run tells.

    Raises:
        CurriculumError: the topic has something to mend before it can be judged at all.
        GraderFault: the grader itself failed.
    """
    finding, tried = run_mutants(material)
    return msgspec.structs.replace(verified, findings=(*verified.findings, finding), mutants=tried)


def _examples_alone(material: Material) -> Finding:
    """Whether the solution passes what students have, judged as students do."""
    file = material.files.examples
    with TemporaryDirectory(prefix="neuron-to-mlp-") as folder:
        topic = bare_copy(material.topic, Path(folder), ["test_examples.py"])
        solution = Case("solution", "solution", material.solution, "solution")
        (trial,) = try_cases(topic, [solution], seeds=1)
    criteria = trial.results[0].criteria
    failures = [
        Failure(
            file,
            NOT_PASSED.format(criterion=each.name, outcome=each.outcome, feedback=each.feedback),
            MEND_EXAMPLES,
        )
        for each in criteria
        if each.outcome != "passed"
    ]
    if not criteria:
        failures.append(Failure(file, NO_EXAMPLES, MEND_EXAMPLES))
    return Finding("examples", len(criteria) - len(failures), len(criteria), tuple(failures))


def _no_fairness(material: Material) -> str:
    return NO_FAIRNESS.format(topic=material.topic.name)

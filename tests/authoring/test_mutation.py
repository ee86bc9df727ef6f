"""The mutation run, and the reasons why mutants survive."""

from pathlib import Path

import pytest

from grader.authoring import mutation
from grader.authoring.equivalents import FILE_NAME, read_equivalents
from grader.authoring.material import Files
from grader.authoring.mutation import judge_mutants, run_mutants
from grader.authoring.mutator import Change, mutants
from grader.curriculum import CurriculumError
from grader.report.verification_types import Tried
from tests.authoring.small import SOLUTION, small
from tests.judges import solution, topics

CHANGE = Change("double", "if x > 0:", "if x >= 0:")
ENTRY = """
[[equivalent]]
exercise = "double"
before = "if x > 0:"
after = "if x >= 0:"
reason = "Twice nothing is nothing either way."
"""
FILES = Files("solution.py", "stub.py", "", "", "", "", "equivalents.toml")


def tried(killed_by: tuple[str, ...] = (), reason: str | None = None) -> Tried:
    """What became of the change above."""
    return Tried(
        exercise=CHANGE.exercise,
        kind="comparison",
        line=3,
        before=CHANGE.before,
        after=CHANGE.after,
        nth=CHANGE.nth,
        killed_by=killed_by,
        timed_out=False,
        reason=reason,
    )


def test_a_mutant_that_is_killed_counts() -> None:
    found = judge_mutants([tried(killed_by=("test_doubles",))], {}, FILES)
    assert (found.passed, found.total, found.failures) == (1, 1, ())


def test_a_survivor_has_to_be_explained() -> None:
    found = judge_mutants([tried()], {}, FILES)
    assert (found.passed, found.total) == (0, 1)
    (failure,) = found.failures
    assert failure.file == "solution.py:3"
    assert "equivalents.toml" in failure.mend


def test_a_survivor_with_a_reason_holds_and_still_counts_as_alive() -> None:
    found = judge_mutants([tried(reason="Equal.")], {CHANGE: "Equal."}, FILES)
    assert (found.passed, found.total, found.failures) == (0, 1, ())


@pytest.mark.parametrize("mutant", [[], [tried(killed_by=("test_doubles",))]])
def test_a_reason_for_no_survivor_is_outdated(mutant: list[Tried]) -> None:
    (failure,) = judge_mutants(mutant, {CHANGE: "Equal."}, FILES).failures
    assert failure.mend == mutation.MEND_OUTDATED


def test_the_mutants_of_a_small_topic_are_judged(tmp_path: Path) -> None:
    """One is equal, and one never ends; the recorded reason is found by the change itself."""
    steps = """\
    total = 0.0
    while abs(total) < abs(2 * x):
        total += x
    if x > 0:
        return total
    return 2 * x
"""
    text = SOLUTION.replace("    return 2 * x\n", steps, 1)
    material = small(tmp_path, solution=text)
    (material.topic.folder / FILE_NAME).write_text(ENTRY, encoding="utf-8")
    found, all_tried = run_mutants(material)
    by_change = {(each.before, each.after): each for each in all_tried}
    assert by_change[CHANGE.before, CHANGE.after].reason == "Twice nothing is nothing either way."
    assert by_change["total += x", "pass"].timed_out
    assert by_change["return text.upper()", "return text"].killed_by == ("test_shouts",)
    assert found.total == len(all_tried)
    assert not any("x >= 0" in each.what for each in found.failures)


@pytest.mark.parametrize("text", ["equivalent = 1", "[[equivalent]]\nexercise = 'f'", "[["])
def test_a_bad_file_of_reasons_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(CurriculumError, match=FILE_NAME):
        read_equivalents(tmp_path)


@pytest.mark.parametrize("topic", [topic.name for topic in topics()])
def test_every_recorded_reason_is_one_of_a_mutant(topic: str) -> None:
    (folder,) = [each.folder for each in topics() if each.name == topic]
    assert set(read_equivalents(folder)) <= {each.change for each in mutants(solution(topic))}

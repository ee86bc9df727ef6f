"""The gate, on a small topic that is broken in each way."""

from pathlib import Path

import pytest

from grader.authoring import findings, gate, misconceptions
from grader.report.verification_types import Check
from tests.authoring.small import (
    EXAMPLES,
    LOUDER,
    ONCE,
    SOLUTION,
    failures,
    finding,
    small,
    variant,
    verified,
)
from tests.topic_copies import HIDDEN

UNNEEDED = '''
@criterion("shout", points=0.5{stays})
def test_shouts_nothing(student):
    """Nothing stays nothing."""
    assert_equal(student.shout(""), "")
'''
HALF = HIDDEN.replace('@core("shout", points=1)', '@core("shout", points=0.5)')


def test_of_a_sound_topic_everything_holds_that_can(tmp_path: Path) -> None:
    """Its misconceptions are too few, and not known to the judge's catalogue."""
    result = verified(small(tmp_path), seeds=2)
    broken = {each.check for each in result.findings if each.failures}
    assert broken == {"entries", "named"}
    assert (finding(result, "caught").passed, finding(result, "caught").total) == (3, 3)
    assert [each.catches for each in result.clauses] == [1, 1, 1, 1]
    assert result.notes == ()


def test_a_solution_that_loses_points(tmp_path: Path) -> None:
    wrong = SOLUTION.replace("2 * x", "3 * x")
    (first, *_) = failures(verified(small(tmp_path, solution=wrong)), "solution")
    assert first.mend == findings.MEND_SOLUTION
    assert "test_doubles" in first.what


def test_a_stub_that_earns_something_or_is_out_of_step(tmp_path: Path) -> None:
    stub = SOLUTION.replace("return text.upper()", 'raise NotImplementedError("shout")')
    found = failures(verified(small(tmp_path, stub=stub)), "stub")
    assert {each.mend for each in found} == {findings.MEND_STUB, findings.MEND_STEP}


def test_examples_that_do_not_pass_with_the_solution(tmp_path: Path) -> None:
    examples = EXAMPLES.replace("2.0", "3.0")
    result = verified(small(tmp_path, examples=examples))
    assert failures(result, "examples")[0].mend == gate.MEND_EXAMPLES


def test_a_topic_without_examples(tmp_path: Path) -> None:
    result = verified(small(tmp_path, examples='"""None."""\n'))
    assert failures(result, "examples")[0].what == gate.NO_EXAMPLES


def test_entries_that_are_too_few(tmp_path: Path) -> None:
    found = failures(verified(small(tmp_path, wrong=(variant(ONCE),))), "entries")
    assert {each.mend for each in found} == {
        findings.MEND_TOO_FEW_WRONG,
        findings.MEND_TOO_FEW_UNUSUAL,
        findings.MEND_NO_WRONG,
    }


@pytest.mark.parametrize(
    ("source", "mend"),
    [
        ("def double(x):\n    return x * 2", misconceptions.MEND_NOTHING_LOST),
        (
            "def double(x):\n    globals()['shout'] = str\n    return x",
            misconceptions.MEND_SPILLS,
        ),
        ("def double(x):\n    import os\n    os._exit(1)", misconceptions.MEND_BREAKS),
    ],
)
def test_a_misconception_that_is_not_caught_as_it_must_be(
    tmp_path: Path, source: str, mend: str
) -> None:
    found = failures(verified(small(tmp_path, wrong=(variant(source, line=7),))), "caught")
    assert mend in {each.mend for each in found}
    assert all(each.file.endswith("misconceptions.py:7") for each in found)


def test_a_misconception_that_is_recognised_as_nothing(tmp_path: Path) -> None:
    found = failures(verified(small(tmp_path, wrong=(variant(LOUDER),))), "named")
    assert [each.mend for each in found] == [misconceptions.MEND_NOT_NAMED]


def test_a_right_way_that_loses_points(tmp_path: Path) -> None:
    result = verified(small(tmp_path, unusual=(variant(ONCE),)))
    assert failures(result, "fair")[0].mend == findings.MEND_FAIRNESS


def test_an_installation_without_unusual_entries_says_so(tmp_path: Path) -> None:
    result = verified(small(tmp_path, unusual=None))
    assert "fair" not in {each.check for each in result.findings}
    assert result.notes == (gate.NO_FAIRNESS.format(topic="small"),)


def test_a_criterion_that_no_misconception_fails(tmp_path: Path) -> None:
    hidden = HALF + UNNEEDED.format(stays="")
    (only,) = failures(verified(small(tmp_path, hidden=hidden)), "needed")
    assert "Nothing stays nothing." in only.what


def test_a_criterion_that_stays_for_a_reason(tmp_path: Path) -> None:
    hidden = HALF + UNNEEDED.format(stays=', stays="It is in the contract."')
    result = verified(small(tmp_path, hidden=hidden))
    assert failures(result, "needed") == ()
    assert "It is in the contract." in {each.stays for each in result.clauses}


def test_points_that_depend_on_the_seed(tmp_path: Path) -> None:
    """Wrong for large numbers only, and the suite draws a single one."""
    source = "def double(x):\n    return x if x < -1 else 2 * x"
    found = failures(verified(small(tmp_path, wrong=(variant(source),)), seeds=2), "steady")
    assert [each.mend for each in found] == [findings.MEND_UNSTEADY]


def test_every_check_but_the_mutants_is_made(tmp_path: Path) -> None:
    expected: set[Check] = {
        "solution", "stub", "examples", "entries", "caught", "named", "fair", "needed", "steady",
    }  # fmt: skip
    assert {each.check for each in verified(small(tmp_path)).findings} == expected

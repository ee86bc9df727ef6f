"""`grader diff`: whose grade changed, and why, by criterion."""

import msgspec

from grader.report.diff import Counts, compare, render_change, render_counts
from grader.report.types import Basis, Override, Report
from tests.report.made import RUN, criterion, report, topic

BASIS = Basis("sha256:1", "sha256:2", "sha256:3", 0, "none", ("neuron",), "3.11.7", {})


def made(outcome: str, submission: str = "Ada", **basis: object) -> Report:
    one = criterion("f", outcome, title="It adds.", feedback=f"about {outcome}")  # type: ignore[arg-type]
    return report(topic(one), submission=submission, basis=msgspec.structs.replace(BASIS, **basis))


def test_the_same_grade_is_no_change_whatever_the_times_and_words() -> None:
    slower = criterion("f", "passed", seconds=9.0, feedback="other words")
    assert compare(report(topic(criterion("f"))), report(topic(slower))) is None
    assert compare(made("passed"), made("passed", seed=1)) is None


def test_a_change_names_the_grade_the_cause_and_the_criterion() -> None:
    change = compare(made("passed"), made("failed", submission="Ada"))
    assert change is not None
    assert render_change(change).splitlines() == [
        "Ada: 1 of 1 → 0 of 1, though nothing that it rests on changed",
        "  neuron/test_f: 1 → 0, passed → failed. It adds.",
    ]
    other = compare(made("passed"), made("failed", submission="Ada", kit="x", seed=2))
    assert other is not None
    assert "since the kit, the seed changed" in render_change(other)


def test_reports_from_before_the_ledger_are_compared_by_their_runs() -> None:
    old = report(topic(criterion("f")), run=RUN)
    new = report(topic(criterion("f", "failed")), run=msgspec.structs.replace(RUN, seed=5))
    change = compare(old, new)
    assert change is not None
    assert change.causes == ("seed",)


def test_a_decision_is_named_with_its_reason() -> None:
    decided = criterion("f", "failed", points=1.0, override=Override(0.0, "Orally\x1b"))
    change = compare(made("failed"), report(topic(decided), submission="Ada", basis=BASIS))
    assert change is not None
    assert "decided by the instructor: Orally\\x1b" in render_change(change)
    assert "though" not in render_change(change)


def test_who_came_and_who_went_is_counted() -> None:
    counts = Counts()
    for old, new in ((None, made("passed")), (made("passed"), None), (made("passed"),) * 2):
        change = compare(old, new)
        counts.add(change)
    assert render_counts(counts) == "0 of 3 grades changed, 1 came, 1 went."
    gone = compare(made("passed"), None)
    assert gone is not None
    assert render_change(gone) == "Ada: gone, was 1 of 1"

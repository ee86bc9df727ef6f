"""Outcomes and points, given how each criterion ended by itself."""

import random

import pytest

from grader.judge.points import WAITS_FOR_CORE, WAITS_FOR_OTHER, Judged, Ran, judge
from grader.judge.suite import Terms
from grader.judge.verdicts import Pardon
from grader.report.types import Outcome

NOT_PASSED: list[Outcome] = [
    "failed",
    "errored",
    "timed_out",
    "crashed",
    "not_implemented",
    "grader_error",
]


def ran(name: str, outcome: Outcome = "passed", **more: object) -> Ran:
    """A criterion `exercise/what`; `core` is 2 points, `example` none, all else 1."""
    exercise, _, what = name.partition("/")
    points = {"core": 2.0, "example": 0.0}.get(what, 1.0)
    continues = more.pop("continues", ())
    terms = Terms(
        exercise=exercise,
        points=points,
        is_core=what == "core",
        continues=continues,  # type: ignore[arg-type]
    )
    return Ran(name, terms, outcome, **more)  # type: ignore[arg-type]


def outcome_and_points(judged: Judged) -> tuple[str, float]:
    return judged.outcome, judged.points


@pytest.mark.parametrize(
    ("core", "other", "judged_other"),
    [
        ("passed", "passed", ("passed", 1.0)),
        ("passed", "failed", ("failed", 0.0)),
        ("passed", "errored", ("errored", 0.0)),
        ("passed", "timed_out", ("timed_out", 0.0)),
        ("passed", "crashed", ("crashed", 0.0)),
        ("passed", "not_implemented", ("not_implemented", 0.0)),
        ("passed", "grader_error", ("grader_error", 0.0)),
        ("failed", "passed", ("skipped", 0.0)),
        ("failed", "failed", ("skipped", 0.0)),
        ("errored", "passed", ("skipped", 0.0)),
        ("timed_out", "passed", ("skipped", 0.0)),
        ("crashed", "passed", ("skipped", 0.0)),
        ("not_implemented", "passed", ("not_implemented", 0.0)),
        ("not_implemented", "failed", ("not_implemented", 0.0)),
        ("failed", "grader_error", ("grader_error", 0.0)),
        ("not_implemented", "grader_error", ("grader_error", 0.0)),
        ("grader_error", "passed", ("skipped", 0.0)),
    ],
)
def test_a_criterion_counts_only_beside_a_core_that_passes(
    core: Outcome, other: Outcome, judged_other: tuple[str, float]
) -> None:
    judged = judge([ran("f/core", core), ran("f/more", other)])
    assert outcome_and_points(judged["f/more"]) == judged_other


@pytest.mark.parametrize("core", NOT_PASSED)
def test_a_core_keeps_its_own_outcome(core: Outcome) -> None:
    judged = judge([ran("f/core", core), ran("f/more")])
    assert outcome_and_points(judged["f/core"]) == (core, 0.0)


@pytest.mark.parametrize("core", NOT_PASSED)
def test_an_example_is_shown_whatever_its_core_does(core: Outcome) -> None:
    judged = judge([ran("f/core", core), ran("f/example", "failed", feedback="why")])
    assert judged["f/example"] == Judged("failed", 0.0, "why")


def test_only_examples_are_judged_each_by_itself() -> None:
    judged = judge([ran("f/example"), ran("g/example", "failed")])
    assert [each.outcome for each in judged.values()] == ["passed", "failed"]


def test_everything_passed_earns_everything() -> None:
    judged = judge([ran("f/core"), ran("f/more"), ran("g/core")])
    assert sum(each.points for each in judged.values()) == 5.0


def test_another_exercises_core_gates_nothing() -> None:
    judged = judge([ran("f/core", "failed"), ran("g/core"), ran("g/more")])
    assert judged["g/more"].points == 1.0


@pytest.mark.parametrize("earlier", NOT_PASSED)
def test_what_passes_in_spite_of_the_exercise_that_it_goes_on_from_counts(earlier: Outcome) -> None:
    judged = judge([ran("f/core", earlier), ran("g/core", continues=("f",)), ran("g/more")])
    assert [judged[name].outcome for name in ("g/core", "g/more")] == ["passed", "passed"]


@pytest.mark.parametrize("outcome", ["failed", "errored", "timed_out", "crashed"])
@pytest.mark.parametrize("earlier", NOT_PASSED)
def test_a_criterion_waits_for_the_exercise_that_it_goes_on_from(
    outcome: Outcome, earlier: Outcome
) -> None:
    judged = judge([ran("f/core", earlier), ran("g/core", outcome, continues=("f",))])
    assert judged["g/core"] == Judged("skipped", 0.0, WAITS_FOR_OTHER.format(other="f"))


def test_what_is_not_written_waits_for_nothing() -> None:
    judged = judge([ran("f/core", "failed"), ran("g/core", "not_implemented", continues=("f",))])
    assert judged["g/core"].outcome == "not_implemented"


def test_an_error_inside_another_exercise_that_is_wrong_is_not_its_callers() -> None:
    judged = judge([ran("f/core", "errored"), ran("g/core", "errored", blamed="f")])
    assert judged["g/core"] == Judged("skipped", 0.0, WAITS_FOR_OTHER.format(other="f"))


def test_an_error_inside_another_exercise_that_is_right_is_its_callers() -> None:
    judged = judge([ran("f/core"), ran("g/core", "errored", blamed="f", feedback="why")])
    assert judged["g/core"] == Judged("errored", 0.0, "why")


def test_an_error_after_calling_an_exercise_that_is_partly_wrong_is_not_its_callers() -> None:
    wrong_return = [ran("f/core"), ran("f/more", "failed")]
    judged = judge([*wrong_return, ran("g/core", "errored", uses=("f",))])
    assert judged["g/core"].outcome == "skipped"


@pytest.mark.parametrize("outcome", ["timed_out", "crashed"])
def test_no_answer_after_calling_an_exercise_that_is_wrong_is_not_its_callers(
    outcome: Outcome,
) -> None:
    judged = judge([ran("f/core", outcome), ran("g/core", outcome, uses=("f",))])
    assert judged["g/core"].outcome == "skipped"
    judged = judge([ran("f/core"), ran("g/core", outcome, uses=("f",))])
    assert judged["g/core"].outcome == outcome


def test_a_wrong_answer_waits_for_a_called_exercise_whose_core_is_wrong_and_earns_nothing() -> None:
    wrong = ran("g/core", "failed", uses=("f",))
    assert judge([ran("f/core", "failed"), wrong])["g/core"] == Judged(
        "skipped", 0.0, WAITS_FOR_OTHER.format(other="f")
    )
    assert judge([ran("f/core"), ran("f/more", "failed"), wrong])["g/core"].outcome == "failed"


def test_a_wrong_answer_waits_for_an_exercise_that_answers_differently_each_time() -> None:
    wrong = ran("g/core", "failed", unsteady=("f",))
    assert judge([ran("f/core", "failed"), wrong])["g/core"].outcome == "skipped"
    assert judge([ran("f/core"), wrong])["g/core"].outcome == "failed"


def test_a_skipped_core_gates_its_exercise_in_its_own_words() -> None:
    wrong = ran("g/core", "failed", continues=("f",))
    judged = judge([ran("f/core", "failed"), wrong, ran("g/more")])
    assert judged["g/more"] == Judged("skipped", 0.0, WAITS_FOR_CORE)


def test_the_order_of_the_criteria_does_not_matter() -> None:
    criteria = [
        ran("f/core", "errored"),
        ran("f/more"),
        ran("g/core", "errored", blamed="f"),
        ran("g/more", "failed"),
        ran("h/core", continues=("g",)),
        ran("h/example"),
        ran("i/core"),
        ran("i/more", "crashed"),
    ]
    expected = judge(criteria)
    for seed in range(10):
        random.Random(seed).shuffle(criteria)
        assert judge(criteria) == expected


@pytest.mark.parametrize(
    ("ways", "points"),
    [
        ((("right",),), 0.0),
        ((("wrong",),), 2.0),
        ((("right",), ("wrong",)), 2.0),
        ((("right", "wrong"),), 2.0),
        ((("right",), ("right",)), 0.0),
    ],
)
def test_what_is_forgiven_needs_one_exercise_to_blame(
    ways: tuple[tuple[str, ...], ...], points: float
) -> None:
    pardon = Pardon(ways, "failed", "It gives 0, and should give 1.")
    criteria = [ran("f/core", pardons=(pardon,)), ran("right/core"), ran("wrong/core", "failed")]
    assert judge(criteria)["f/core"].points == points

"""What comparisons let pass, and what they tell the student otherwise."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from grader.judge import comparisons as c
from grader.judge.calls import Answer
from grader.judge.errors import Bound, Crashed, Failed, GraderFault, Raised, TimedOut
from grader.judge.record import excuses, forget_excuses, is_apart, note_asked, on_record
from grader.sandbox.protocol import Error, Frame


def answer(value: Any = None, **parts: Any) -> Answer:
    empty = {"error": None, "changed": (), "warnings": (), "printed": ""}
    return Answer(value=value, **{**empty, **parts})


def error(kind: str = "ValueError", message: str = "no", line: int = 1) -> Error:
    return Error((kind, "Exception"), message, (Frame("f", line, "raise"),))


def told(check: Callable[[], Any]) -> str:
    """The words of a check that fails."""
    with pytest.raises(Failed) as caught:
        check()
    return str(caught.value)


def raises(verdict: BaseException) -> Callable[[], Any]:
    def work_out() -> Any:
        raise verdict

    return work_out


def never() -> Any:
    pytest.fail("an alternative is asked although what is expected fits")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1.0, 1.0),
        (1.0 + 1e-12, 1.0),
        (1, 1.0),
        (True, 1.0),
        (np.float32(2), 2.0),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        (((1, 2), (3, 4)), np.array([[1, 2], [3, 4]])),
        ([np.zeros(2), np.ones(2)], [[0, 0], [1, 1]]),
        ([torch.zeros(2), torch.ones(2)], [[0, 0], [1, 1]]),
        (torch.ones(2, requires_grad=True), np.ones(2)),
        (torch.ones(2, dtype=torch.bfloat16), np.ones(2)),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (torch.ones(3) + 1e-5, torch.ones(3)),
        (np.float64(1.0) + 1e-5, np.float32(1.0)),
    ],
)
def test_close_takes_every_container_and_dtype(got: Any, expected: Any) -> None:
    c.assert_close(got, expected, also=[never])


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (2.5, 1.0, ["It gives 2.5, and should give 1"]),
        (1.0 + 1e-7, 1.0, ["should give 1"]),
        (1.25 + 2**-24, 1.25, ["gives 1.2500000596046448", "should give 1.25."]),
        ([0.5, 1.25 + 2**-24], [0.5, 1.25], ["1.2500000596046448 instead of 1.25."]),
        ([1.0, 9.0, 4.0], [1.0, 2.0, 3.0], ["index 1", "9 instead of 2"]),
        ([[0, 0], [0, 5]], [[0, 0], [0, 0]], ["index (1, 1)", "5 instead of 0"]),
        (np.ones((2, 1)), np.ones(2), ["shape (2, 1)", "shape (2,)"]),
        ([1.0], 1.0, ["shape (1,)", "shape ()"]),
        ([1.0, np.nan], [1.0, 2.0], ["nan instead of 2"]),
        ([np.inf, 1.0], [-np.inf, 1.0], ["inf instead of -inf"]),
        (1e308, -1e308, ["1e+308", "-1e+308"]),
        (None, 1.0, ["None", "no array of numbers", "should give 1"]),
        ("1.0", 1.0, ["'1.0'", "no array of numbers"]),
        ({}, 1.0, ["{}", "no array of numbers"]),
        ([[1, 2], [3]], 1.0, ["[[1, 2], [3]]", "no array of numbers"]),
        ([None], [1.0], ["[None]", "no array of numbers"]),
        (np.array([1 + 1j]), [1.0], ["no array of numbers"]),
        (torch.tensor([1 + 1j]), [1.0], ["no array of numbers"]),
    ],
)
def test_close_tells_what_is_wrong(got: Any, expected: Any, words: list[str]) -> None:
    text = told(lambda: c.assert_close(got, expected))
    assert all(each in text for each in words), text


def test_tolerances_can_be_given() -> None:
    c.assert_close(1.05, 1.0, rtol=0.1)
    c.assert_close(0.05, 0.0, atol=0.1)
    assert told(lambda: c.assert_close(1.0 + 1e-12, 1.0, rtol=0.0, atol=0.0))


def test_close_takes_an_answer_for_its_value_or_error() -> None:
    c.assert_close(answer(1.0), 1.0)
    with pytest.raises(Raised):
        c.assert_close(answer(error=error()), 1.0)


def test_every_alternative_is_asked_off_the_record_and_each_that_fits_is_noted() -> None:
    """Whichever comes first: one of several exercises may be the one to blame."""
    asked: list[bool] = []

    def of(exercise: str, value: float) -> Callable[[], float]:
        def work_out() -> float:
            asked.append(on_record())
            note_asked([exercise])
            return value

        return work_out

    forget_excuses()
    c.assert_close(2.0, 1.0, also=[of("f", 3.0), of("g", 2.0), of("h", 2.0), of("g", 2.0)])
    (excused,) = excuses()
    assert excused.ways == (("g",), ("h",))
    assert asked == [False] * (4 + 3), "and once more apart, where it fits"
    assert on_record()


def test_an_alternative_that_fits_only_where_others_were_called_before_excuses_nothing() -> None:
    assert told(lambda: c.assert_close(2.0, 1.0, also=[lambda: 1.5 if is_apart() else 2.0]))


def test_an_alternative_that_cannot_be_asked_apart_is_believed() -> None:
    def goes_on_from_what_is_kept() -> float:
        if is_apart():
            raise Bound
        return 2.0

    c.assert_close(2.0, 1.0, also=[goes_on_from_what_is_kept])


@pytest.mark.parametrize(
    "other",
    [
        lambda: 5.0,
        lambda: [2.0],
        lambda: None,
        lambda: 1 / 0,
        raises(Raised(error())),
        raises(TimedOut(1.0)),
        raises(Crashed("gone")),
    ],
    ids=["value", "shape", "kind", "arithmetic", "raised", "timed out", "crashed"],
)
def test_an_also_that_does_not_fit_changes_nothing(other: Callable[[], Any]) -> None:
    assert "should give 1" in told(lambda: c.assert_close(2.0, 1.0, also=[other]))


LOSS = torch.ones((), requires_grad=True)


@pytest.mark.parametrize(
    ("answers", "unsteady"),
    [
        ((5.0, 6.0), ("f",)),
        ((np.zeros(2), np.zeros(3)), ("f",)),
        ((5.0, 5.0), ()),
        ((np.array([1.0, np.nan]), np.array([1.0, np.nan])), ()),
        ((None, None), ()),
        (([LOSS], [LOSS]), ()),
        (([LOSS], [2 * LOSS]), ("f",)),
    ],
    ids=["value", "shape", "alike", "NaN alike", "no numbers", "with a graph", "other graphs"],
)
def test_a_failure_names_the_exercises_that_answer_differently_when_asked_again(
    answers: tuple[Any, ...], unsteady: tuple[str, ...]
) -> None:
    left = list(answers)

    def work_out() -> Any:
        note_asked(["f"])
        return left.pop(0)

    with pytest.raises(Failed) as failed:
        c.assert_close(2.0, 1.0, also=[work_out])
    assert failed.value.unsteady == unsteady


@pytest.mark.parametrize("verdict", [TimedOut(1.0), Crashed("gone")], ids=["late", "dead"])
def test_a_failure_names_the_exercises_that_give_no_answer(verdict: BaseException) -> None:
    def work_out() -> Any:
        note_asked(["f"])
        raise verdict

    with pytest.raises(Failed) as failed:
        c.assert_close(2.0, 1.0, also=[work_out])
    assert failed.value.unsteady == ("f",)


def test_a_fault_of_the_graders_inside_also_is_not_hidden() -> None:
    with pytest.raises(GraderFault):
        c.assert_close(2.0, 1.0, also=[raises(GraderFault("gone"))])


def test_an_error_is_excused_by_the_same_error_of_another_exercise_alone() -> None:
    failing = answer(error=error(line=3))
    c.assert_close(failing, 1.0, also=[raises(Raised(error(line=3)))])
    for other in (error(line=4), error("KeyError", line=3)):
        with pytest.raises(Raised):
            c.assert_close(failing, 1.0, also=[raises(Raised(other))])


def test_what_is_not_written_excuses_nothing() -> None:
    unwritten = error("NotImplementedError")
    with pytest.raises(Raised):
        c.assert_close(answer(error=unwritten), 1.0, also=[raises(Raised(unwritten))])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (3, 3),
        (np.int64(3), 3),
        (3.0, 3),
        (True, True),
        (np.bool_(True), True),
        ("a", "a"),
        (None, None),
        ([1, "a", (True,)], [1, "a", (True,)]),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
    ],
)
def test_equal_takes_fitting_types(got: Any, expected: Any) -> None:
    c.assert_equal(got, expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (4, 3),
        (True, 1),
        (1, True),
        ("3", 3),
        (np.array([3]), 3),
        ((1, 2), [1, 2]),
        ([1, 2], (1, 2)),
        ([1], [1, 2]),
        (None, "a"),
        ({"a": 1}, {"a": 2}),
        ({"a": np.zeros(2)}, {"a": 1}),
        ({}, {"a": 1}),
    ],
)
def test_equal_refuses_other_values_and_types(got: Any, expected: Any) -> None:
    assert "should give" in told(lambda: c.assert_equal(got, expected))


def array_of_two(got: Any) -> None:
    c.assert_array(got, shape=(2,))


def long_tensor_of_two(got: Any) -> None:
    c.assert_tensor(got, shape=(2,), dtype=torch.int64)


KINDS: list[tuple[Callable[[Any], None], list[Any], list[Any]]] = [
    (c.assert_scalar, [1, 1.5, np.float32(1), np.zeros(())], [True, [1.0], np.zeros(1), None, "1"]),
    (c.assert_float, [1.5, float("nan"), np.float64(1)], [1, np.float32(1), True, None]),
    (c.assert_int, [1, np.int32(1)], [1.0, True, "1", None]),
    (array_of_two, [np.zeros(2)], [[0, 0], np.zeros(3), torch.zeros(2), None]),
    (
        long_tensor_of_two,
        [torch.zeros(2).long()],
        [torch.zeros(2), torch.zeros(3).long(), np.zeros(2), None],
    ),
]


@pytest.mark.parametrize(("check", "right", "wrong"), KINDS)
def test_kinds_are_held(check: Callable[[Any], None], right: list[Any], wrong: list[Any]) -> None:
    for value in right:
        check(value)
    for value in wrong:
        assert "should give" in told(lambda value=value: check(value))


def test_a_wrong_dtype_is_told_with_the_right_one() -> None:
    text = told(lambda: c.assert_tensor(torch.zeros(2), dtype=torch.int64))
    assert "torch.float32" in text
    assert "torch.int64" in text


def test_raises_takes_the_error_or_a_subclass_with_a_message() -> None:
    c.assert_raises("ValueError", answer(error=error()))
    c.assert_raises("Exception", answer(error=error()))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(3.0), ["It gives 3", "should raise ValueError"]),
        (answer(error=error("KeyError", "odd")), ["KeyError", "odd", "should raise ValueError"]),
        (answer(error=error(message=" ")), ["without a message"]),
        (answer(error=Error((), "x")), ["an exception"]),
    ],
)
def test_raises_tells_what_happens_instead(given: Answer, words: list[str]) -> None:
    text = told(lambda: c.assert_raises("ValueError", given))
    assert all(each in text for each in words), text


def test_raises_does_not_take_a_stub_for_an_answer() -> None:
    with pytest.raises(Raised):
        c.assert_raises("Exception", answer(error=error("NotImplementedError")))


def test_raises_is_excused_by_another_exercise_that_ends_alike() -> None:
    c.assert_raises("ValueError", answer(3.0), also=[lambda: answer(4.0)])
    for other in (answer(error=error()), answer(error=error("KeyError"))):
        assert told(lambda o=other: c.assert_raises("ValueError", answer(3.0), also=[lambda: o]))


def test_unchanged_names_the_arguments_that_changed() -> None:
    c.assert_unchanged(answer())
    c.assert_unchanged(answer(changed=("model",)), except_for=("model",))
    text = told(lambda: c.assert_unchanged(answer(changed=("x", "w")), except_for=("w",)))
    assert "argument x," in text
    assert told(lambda: c.assert_unchanged(answer(changed=("x",)), also=[answer]))


@pytest.mark.parametrize(
    ("changed", "by_others", "is_theirs"),
    [
        (("W",), [("w",)], True),
        (("W",), [("x",)], False),
        (("X", "W"), [("x",)], False),
        (("X", "W"), [("x",), ("w",)], True),
        (("W",), [("params",)], True),
        (("W",), [()], False),
    ],
    ids=["alike", "another's", "one of two", "one each", "a name of its own", "nothing"],
)
def test_what_others_change_excuses_the_same_alone(
    changed: tuple[str, ...], by_others: list[tuple[str, ...]], is_theirs: bool
) -> None:
    given = answer(changed=changed, arguments=("X", "W", "b"))
    also = [lambda each=each: answer(changed=each) for each in by_others]
    if is_theirs:
        c.assert_unchanged(given, also=also)
    else:
        assert told(lambda: c.assert_unchanged(given, also=also))


def test_a_part_of_a_result_is_named() -> None:
    for check in (c.assert_float, c.assert_int, c.assert_tensor):
        assert told(lambda check=check: check("1", of="count")).startswith("count: It gives")
    wrong_shape = told(lambda: c.assert_tensor(torch.zeros(2), shape=(3,), of="weight"))
    assert wrong_shape.startswith("weight: It gives shape (2,)")


def test_a_float_is_not_asked_of_an_exercise_that_only_hands_on() -> None:
    c.assert_float(1, also=[lambda: True])
    assert told(lambda: c.assert_float(1, also=[lambda: False]))


def test_silent_minds_floating_point_warnings_but_underflow_only() -> None:
    noise = "RuntimeWarning: overflow encountered in exp"
    c.assert_silent(answer(warnings=("RuntimeWarning: underflow encountered in exp",)))
    c.assert_silent(answer(warnings=("DeprecationWarning: old",)))
    c.assert_silent(answer(warnings=(noise,)), also=[lambda: answer(warnings=(noise,))])
    text = told(lambda: c.assert_silent(answer(warnings=(noise,)), also=[answer]))
    assert text == "NumPy warns: overflow encountered in exp."


@pytest.mark.parametrize("check", [c.assert_unchanged, c.assert_silent])
def test_an_error_is_no_way_to_stay_pure_or_silent(check: Callable[[Answer], None]) -> None:
    with pytest.raises(Raised):
        check(answer(error=error()))


def test_unpack_takes_exactly_as_many_things_as_there_are_names() -> None:
    assert c.unpack((1, 2), "a", "b") == [1, 2]
    for wrong in ([1], [1, 2, 3], None, 5, "ab", np.zeros(2)):
        assert "2 things: a, b" in told(lambda w=wrong: c.unpack(w, "a", "b"))


def test_either_passes_with_one_check_and_tells_the_firsts_words() -> None:
    def fails(words: str) -> Callable[[], None]:
        return raises(Failed(words))

    c.either(lambda: None, never)
    c.either(fails("one"), lambda: None)
    c.either(raises(Raised(error())), lambda: None)
    assert told(lambda: c.either(fails("one"), fails("two"))) == "one"


def test_either_does_not_pass_over_a_crash() -> None:
    with pytest.raises(Crashed):
        c.either(raises(Crashed("gone")), lambda: None)


def test_require_tells_its_sentence_with_values_in_their_places() -> None:
    c.require(True, "no")
    text = told(lambda: c.require(False, "{name} is {x}.", name="w", x=np.array([1.0])))
    assert text == "w is array([1.])."
    c.require(False, "no", also=[lambda: True])
    assert told(lambda: c.require(False, "no", also=[lambda: False, lambda: 1, lambda: 1 / 0]))

"""Values in feedback are short, on few lines, and the same in every run."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.judge.calls import Call, ForeignTensor
from grader.judge.showing import show, show_call
from grader.sandbox.protocol import Name
from grader.sandbox.values import NUMPY_DTYPES, TORCH_DTYPES
from tests.glass import Glass

ADDRESS = re.compile(r"0x[0-9a-f]{4,}|\bat 0x")
LONGEST = 400


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (3, "3"),
        (0.1 + 0.2, "0.3"),
        (float("nan"), "nan"),
        (np.float64(2.0), "2"),
        ("it's", '"it\'s"'),
        ("two\nlines", r"'two\nlines'"),
        ([1, 2.5], "[1, 2.5]"),
        ((1,), "(1,)"),
        ((), "()"),
        ({"a": [1]}, "{'a': [1]}"),
        (np.array([1.0, 2.5]), "array([1. , 2.5])"),
        (np.array(3), "array(3)"),
        (torch.tensor([1.0]), "tensor([1.])"),
        (torch.tensor([1.0], requires_grad=True), "tensor([1.])"),
        (torch.tensor([1.0], dtype=torch.bfloat16), "tensor([1.])"),
    ],
)
def test_a_value_is_shown_as_one_would_write_it(value: Any, text: str) -> None:
    assert show(value) == text


def test_a_matrix_stands_on_one_line() -> None:
    assert show(np.eye(2)) == "array([[1., 0.], [0., 1.]])"


@pytest.mark.parametrize("dtype", sorted(NUMPY_DTYPES))
@pytest.mark.parametrize("shape", [(), (2,), (0,), (40, 3)])
def test_an_array_of_any_dtype_can_be_shown(dtype: str, shape: tuple[int, ...]) -> None:
    text = show(np.ones(shape, dtype))
    assert 0 < len(text) < LONGEST
    assert "\n" not in text


@pytest.mark.parametrize("dtype", sorted(TORCH_DTYPES))
@pytest.mark.parametrize("shape", [(), (2,), (0,), (40, 3)])
def test_a_tensor_of_any_dtype_can_be_shown(dtype: str, shape: tuple[int, ...]) -> None:
    text = show(torch.ones(shape, dtype=getattr(torch, dtype)))
    assert 0 < len(text) < LONGEST
    assert "\n" not in text


def test_a_large_array_is_told_by_its_shape_and_beginning() -> None:
    assert "shape (5, 7)" in show(np.arange(35.0).reshape(5, 7))
    assert "beginning None, None" in show(np.full((5, 7), None))


def test_an_array_without_entries_is_told_by_its_shape() -> None:
    assert show(np.zeros((0, 3))) == "array of shape (0, 3), without entries"
    assert show(torch.zeros(2, 0)) == "tensor of shape (2, 0), without entries"
    assert show(np.zeros(0)) == "array([])"


def test_floats_that_differ_never_look_alike_in_a_list() -> None:
    assert show([1e12, 1e12 + 1]) == "[1000000000000.0, 1000000000001.0]"
    assert show([1.0, 1.0]) == "[1, 1]"


@given(
    st.recursive(
        st.none()
        | st.integers()
        | st.floats()
        | st.text()
        | hnp.arrays("float64", hnp.array_shapes(max_side=30)),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(tuple)
        ),
        max_leaves=30,
    )
)
def test_whatever_is_shown_is_short(value: Any) -> None:
    assert len(show(value)) < LONGEST


@pytest.mark.parametrize(
    "value", [object(), len, lambda x: x, np.random.default_rng(0), ForeignTensor((2,), "int8")]
)
def test_an_objects_address_is_not_shown(value: Any) -> None:
    assert not ADDRESS.search(show(value))
    assert not ADDRESS.search(show([value]))


def test_what_stays_behind_the_glass_is_told_by_its_type(glass: Glass) -> None:
    behind = glass.open("class Model: pass\ndef f(): return [Model(), f, (i for i in [])]")
    model, function, generator = behind.student.f()
    assert "Model" in show(model)
    assert "function" in show(function)
    assert "generator" in show(generator)
    assert not ADDRESS.search(show([model, function, generator]))


def test_a_function_is_shown_by_its_name(glass: Glass) -> None:
    behind = glass.open("def f(): return 1")
    assert show(behind.student.f) == "f"
    assert show(behind.remote.numpy.tanh) == "tanh"


def call(parameters: tuple[str, ...], *args: Any, **kwargs: Any) -> Call:
    return Call(Name("student.f"), "f", args, kwargs, keep=False, parameters=parameters)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (call(()), "f()"),
        (call(("a", "b"), 1, 2), "f(a=1, b=2)"),
        (call(("a", "*rest"), 1, 2, 3), "f(a=1, 2, 3)"),
        (call(("a",), 1, 2), "f(a=1, 2)"),
        (call(("a", "b"), 1, b="x"), "f(a=1, b='x')"),
        (call((), 1, c=None), "f(1, c=None)"),
    ],
)
def test_a_call_is_shown_as_one_would_type_it(shown: Call, text: str) -> None:
    assert show_call(shown) == text


def test_a_probes_call_tells_which_exercise_it_tries(glass: Glass) -> None:
    behind = glass.open("def f(x): return x")
    probe = Name("probes.follows_its_source")
    shown = Call(probe, "follows_its_source", (behind.student.f, 2.5, "leaf"), {}, keep=False)
    assert show_call(shown) == "f, tried with 2.5, 'leaf'"

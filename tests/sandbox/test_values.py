"""Values cross the glass unchanged, and no false claim about an array is believed."""

from collections import OrderedDict
from enum import StrEnum
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.protocol import Array, Mapping, Name, ProtocolError, Reference, Sequence
from grader.sandbox.values import (
    MAX_STRING_CHARS,
    NUMPY_DTYPES,
    TORCH_DTYPES,
    Decoder,
    Encoder,
    sendable,
    torch_tensor,
)


class Everything:
    """A lookup that gives back what it is asked for."""

    def reference(self, reference: Reference) -> Any:
        return reference

    def name(self, name: Name) -> Any:
        return name

    def tensor(self, claim: Array, content: bytes | bytearray) -> Any:
        return torch_tensor(claim, content)


def stand_in(value: Any) -> Reference:
    """What stays behind is told by its type."""
    return Reference(0, type(value).__name__)


def through(value: Any) -> Any:
    """A value on the other side of the glass."""
    encoder = Encoder(stand_in)
    encoded = encoder.encode(value)
    return Decoder(encoder.raw, Everything()).decode(encoded)


def same(one: Any, other: Any) -> bool:
    """Whether two values are of one type and equal bit by bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, torch.Tensor):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.requires_grad == other.requires_grad
            and bool(torch.equal(torch.nan_to_num(one.detach()), torch.nan_to_num(other.detach())))
        )
    if isinstance(one, np.ndarray | np.generic):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return repr(one) == repr(other)


arrays = st.sampled_from(sorted(NUMPY_DTYPES)).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)
tensors = st.builds(
    lambda dtype, shape: torch.arange(int(np.prod(shape))).reshape(shape).to(dtype),
    st.sampled_from([getattr(torch, name) for name in sorted(TORCH_DTYPES)]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0),
)
plain_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=50)
)
nested = st.recursive(
    plain_scalars | arrays | arrays.filter(lambda a: a.ndim == 0).map(lambda a: a[()]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(0, 9), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(nested)
def test_nested_values_come_out_as_they_went_in(value: Any) -> None:
    assert same(through(value), value)


@given(tensors)
def test_a_tensor_of_any_dtype_and_shape_comes_out_as_it_went_in(tensor: torch.Tensor) -> None:
    assert same(through(tensor), tensor)


@pytest.mark.parametrize("dtype", sorted(NUMPY_DTYPES))
def test_a_numpy_scalar_stays_a_scalar(dtype: str) -> None:
    value = np.ones((), dtype)[()]
    assert same(through(value), value)


def test_a_string_of_a_type_of_its_own_is_the_string() -> None:
    class Verdict(StrEnum):
        SLOW = "too slow"

    for text in (Verdict.SLOW, np.str_("too slow")):
        assert same(through(text), "too slow")


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4).T,
        np.arange(12.0)[::-2],
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.broadcast_to(np.float32(2), (2, 3)),
    ],
    ids=["transposed", "with a step backwards", "in Fortran's order", "broadcast"],
)
def test_an_array_that_is_laid_out_otherwise_keeps_its_entries(array: Any) -> None:
    np.testing.assert_array_equal(through(array), array)


def test_a_text_of_numpy_is_a_text() -> None:
    chosen = np.array(["one", "other"])[0]
    assert same(through(chosen), "one")


def test_an_array_of_foreign_byte_order_keeps_its_numbers() -> None:
    np.testing.assert_array_equal(through(np.arange(3, dtype=">f8")), [0.0, 1.0, 2.0])


def test_what_comes_out_owns_its_memory() -> None:
    array = np.zeros(3)
    out = through([array, array])
    out[0][0] = 1
    assert out[1][0] == array[0] == 0


def test_a_tensor_in_a_graph_comes_out_detached_with_its_flag() -> None:
    out = through(torch.ones(2, requires_grad=True) * 2)
    assert out.requires_grad
    assert out.is_leaf


def test_a_conjugated_and_a_negative_view_keep_their_entries() -> None:
    tensor = torch.tensor([1 + 2j, 3 - 4j])
    assert torch.equal(through(tensor.conj()), tensor.conj().resolve_conj())
    assert torch.equal(through(tensor.conj().imag), tensor.conj().imag.resolve_neg())


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1, 2},
        b"bytes",
        1 + 2j,
        2**63,
        "x" * (MAX_STRING_CHARS + 1),
        "\ud800",
        np.array([None]),
        np.array(["text"]),
        np.array("2020-01-01", "datetime64[D]"),
        torch.eye(2).to_sparse(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_data_stays_behind(value: Any) -> None:
    assert through(value) == Reference(0, type(value).__name__)
    assert through([1, value]) == [1, Reference(0, type(value).__name__)]


def test_subclasses_of_containers_come_out_as_the_containers() -> None:
    assert through(OrderedDict(a=1)) == {"a": 1}
    assert type(through(OrderedDict(a=1))) is dict


def claim(**changes: Any) -> Array:
    """A true claim about 8 bytes, with parts of it changed."""
    true = {"library": "numpy", "dtype": "float32", "shape": (2,), "offset": 0}
    return Array(**{**true, **changes})


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize(
    "changes",
    [
        {"dtype": "object"},
        {"dtype": "O"},
        {"dtype": "float8"},
        {"dtype": "f4"},
        {"dtype": ""},
        {"shape": (3,)},
        {"shape": (-2,)},
        {"shape": (-1, -2)},
        {"shape": (2**31,)},
        {"shape": (2**40, 0)},
        {"shape": (2**20, 2**20, 2**30, 0)},
        {"shape": (0, 2**31 - 1, 2**31 - 1, 2**31 - 1)},
        {"shape": (1,) * 17},
        {"offset": 1},
        {"offset": -4},
        {"offset": 2**62},
        {"shape": (0,), "offset": 9},
    ],
    ids=str,
)
def test_a_false_claim_about_an_array_is_refused(library: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        Decoder(b"\0" * 8, Everything()).decode(claim(library=library, **changes))


def test_a_dtype_of_the_other_library_is_refused() -> None:
    with pytest.raises(ProtocolError):
        Decoder(b"\0" * 8, Everything()).decode(claim(dtype="bfloat16"))
    with pytest.raises(ProtocolError):
        Decoder(b"\0" * 8, Everything()).decode(claim(library="torch", dtype="uint64"))


def test_arrays_may_not_share_their_bytes() -> None:
    """Else a small frame could ask for more memory than there is."""
    with pytest.raises(ProtocolError):
        Decoder(b"\0" * 8, Everything()).decode(Sequence("list", [claim(), claim()]))


def test_a_key_that_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(ProtocolError):
        Decoder(b"", Everything()).decode(Mapping([(Sequence("list", []), 1)]))


@given(
    st.builds(
        Array,
        library=st.sampled_from(["numpy", "torch"]),
        dtype=st.sampled_from(sorted(NUMPY_DTYPES | TORCH_DTYPES)),
        shape=st.lists(st.integers(-1, 3) | st.integers(2**29, 2**33), max_size=6).map(tuple),
        offset=st.integers(-1, 9),
        scalar=st.booleans(),
        requires_grad=st.booleans(),
    ),
    st.binary(max_size=64),
)
def test_any_claim_is_an_array_of_its_shape_or_a_protocol_error(array: Array, raw: bytes) -> None:
    try:
        decoded = Decoder(raw, Everything()).decode(array)
    except ProtocolError:
        return
    assert tuple(decoded.shape) == array.shape


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_what_is_sendable_can_be_sent_and_good_text_is_left_alone(text: str) -> None:
    sendable(text).encode("utf-8")
    if not any("\ud800" <= each <= "\udfff" for each in text):
        assert sendable(text) == text


def test_numbers_of_more_digits_cross_as_float64() -> None:
    assert same(through(np.longdouble(1.5)), np.float64(1.5))
    assert same(through(np.array([1.5, 2.5], dtype=np.longdouble)), np.array([1.5, 2.5]))

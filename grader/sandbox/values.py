"""Between Python's values and the values of the protocol.

Encoding runs in the worker on whatever a student's code returned, and in the judge on what a suite
passes. Decoding runs on both sides; every field is checked before it is used, since in the judge it
is a stranger's claim.
"""

import sys
from collections.abc import Callable
from math import prod
from typing import Any, Protocol

import numpy as np

from grader.sandbox.protocol import (
    Array,
    Mapping,
    Name,
    ProtocolError,
    Reference,
    Sequence,
    Value,
)

_COMMON_DTYPES = frozenset(["bool", "int8", "int16", "int32", "int64", "uint8"]).union(
    ["float16", "float32", "float64", "complex64", "complex128"]
)
NUMPY_DTYPES = _COMMON_DTYPES.union(["uint16", "uint32", "uint64"])
TORCH_DTYPES = _COMMON_DTYPES.union(["bfloat16"])
_NUMPY_NAMES = {np.dtype(name): name for name in NUMPY_DTYPES}
_ITEM_BYTES = {name: np.dtype(name).itemsize for name in NUMPY_DTYPES} | {"bfloat16": 2}
NUMPY_VALUES = (np.ndarray, np.generic)
_AS_THEY_ARE = frozenset([type(None), bool, int, float, str])
MAX_STRING_CHARS = 10_000
_MAX_RANK = 16
_MAX_DEPTH = 200  # of values in values; the comparisons, which recurse too, can go that deep


class AnswerTooDeep(Exception):
    """Values lie in values more deeply than any decoder follows."""


class Encoder:
    """Turns values into protocol values, and gathers the bytes of their arrays.

    Args:
        stand_in: what to send for a value that is no plain data.
    """

    def __init__(self, stand_in: Callable[[Any], Value]) -> None:
        self._stand_in = stand_in
        self._raw = bytearray()

    @property
    def raw(self) -> bytes:
        """The bytes of all arrays so far."""
        return bytes(self._raw)

    def encode(self, value: Any, depth: int = 0) -> Value:
        """Encode one value; may be called several times for one frame.

        Args:
            value: any.
            depth: how many values it lies in.

        Raises:
            AnswerTooDeep: values lie in it too deep.
        """
        if value is None or type(value) in (bool, float):
            return value  # type: ignore[no-any-return] # not narrowed by type()
        if type(value) is int:
            return value if -(2**63) <= value < 2**63 else self._stand_in(value)
        if isinstance(value, str):
            value = str.__str__(value)  # also of an enumeration's member, or of NumPy's
            return value if _is_short_text(value) else self._stand_in(value)
        if depth > _MAX_DEPTH:
            raise AnswerTooDeep
        return self._encode_composite(value, depth + 1)

    def _encode_composite(self, value: Any, depth: int) -> Value:
        if isinstance(value, list | tuple):
            items = [self.encode(item, depth) for item in value]
            return Sequence("tuple" if isinstance(value, tuple) else "list", items)
        if isinstance(value, dict):
            pairs = [(self.encode(k, depth), self.encode(v, depth)) for k, v in value.items()]
            return Mapping(pairs)
        if isinstance(value, NUMPY_VALUES):
            if value.dtype == np.longdouble:  # as long as the machine has it: 64 bits or more
                value = value.astype(np.float64)
            if dtype_name(value) in NUMPY_DTYPES:
                return self._encode_numpy(value)
        if is_tensor(value):
            return self._encode_tensor(value)
        return self._stand_in(value)

    def _encode_numpy(self, value: Any) -> Array:
        array = np.asarray(value)
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        return Array(
            library="numpy",
            dtype=dtype_name(array),
            shape=array.shape,
            offset=self._append(native.tobytes()),
            scalar=isinstance(value, np.generic),
        )

    def _encode_tensor(self, value: Any) -> Value:
        import torch

        dtype = str(value.dtype).removeprefix("torch.")
        if dtype not in TORCH_DTYPES or value.layout is not torch.strided:
            return self._stand_in(value)
        return Array(
            library="torch",
            dtype=dtype,
            shape=tuple(value.shape),
            offset=self._append(tensor_bytes(value)),
            requires_grad=value.requires_grad,
        )

    def _append(self, content: bytes) -> int:
        offset = len(self._raw)
        self._raw += content
        return offset


class Lookup(Protocol):
    """How a decoder resolves what is no data."""

    def reference(self, reference: Reference) -> Any:
        """The object behind a reference."""

    def name(self, name: Name) -> Any:
        """The object behind a name."""

    def tensor(self, claim: Array, content: bytes | bytearray) -> Any:
        """What stands for a torch tensor here."""


class Decoder:
    """Turns protocol values into Python's, with arrays that own their memory.

    Args:
        raw: the frame's raw part.
        lookup: resolves references and names.
    """

    def __init__(self, raw: bytes | bytearray, lookup: Lookup) -> None:
        self._raw = raw
        self._lookup = lookup
        self._taken = 0

    def decode(self, value: Value, depth: int = 0) -> Any:
        """Decode one value.

        Args:
            value: what came over the glass.
            depth: how many values it lies in.

        Raises:
            ProtocolError: an array's claim about itself does not hold, or values lie too deep.
        """
        if type(value) in _AS_THEY_ARE:
            return value
        if depth > _MAX_DEPTH:
            raise ProtocolError("values in values without end")
        match value:
            case Array():
                return self._decode_array(value)
            case Sequence():
                items = [self.decode(item, depth + 1) for item in value.items]
                return tuple(items) if value.kind == "tuple" else items
            case Mapping():
                return self._decode_mapping(value, depth + 1)
            case Reference():
                return self._lookup.reference(value)
            case Name():
                return self._lookup.name(value)
            case _:
                return value

    def _decode_mapping(self, value: Mapping, depth: int) -> dict[Any, Any]:
        items = [(self.decode(key, depth), self.decode(item, depth)) for key, item in value.items]
        try:
            return dict(items)
        except TypeError as error:
            raise ProtocolError("a key that cannot be hashed") from error

    def _decode_array(self, value: Array) -> Any:
        known = NUMPY_DTYPES if value.library == "numpy" else TORCH_DTYPES
        if value.dtype not in known:
            raise ProtocolError("an array of an unknown dtype")
        if len(value.shape) > _MAX_RANK or not _is_possible(value.shape):
            raise ProtocolError("an array of an impossible shape")
        size = array_bytes(value)
        if value.offset < 0 or value.offset + size > len(self._raw):
            raise ProtocolError("an array that is longer than its bytes")
        self._taken += size
        if self._taken > len(self._raw):
            raise ProtocolError("arrays that share their bytes")
        content = self._raw[value.offset : value.offset + size]
        if value.library == "torch":
            return self._lookup.tensor(value, content)
        array = np.frombuffer(content, dtype=value.dtype).reshape(value.shape).copy()
        return array[()] if value.scalar and not value.shape else array


def sendable(text: str) -> str:
    """A text with what UTF-8 cannot hold replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def array_bytes(array: Array) -> int:
    """How many bytes an array has."""
    return prod(array.shape) * _ITEM_BYTES[array.dtype]


def dtype_name(array: Any) -> str:
    """The name of a NumPy value's dtype; NumPy itself puts it together anew each time."""
    return _NUMPY_NAMES.get(array.dtype) or array.dtype.name


def _is_possible(shape: tuple[int, ...]) -> bool:
    """Whether an array may have that shape; sides of zero do not make room for others."""
    return all(side >= 0 for side in shape) and prod(side or 1 for side in shape) < 2**31


def _is_short_text(text: str) -> bool:
    return len(text) <= MAX_STRING_CHARS and text == sendable(text)


def is_tensor(value: Any) -> bool:
    """Whether a value is a torch tensor, without loading torch to find out."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def tensor_bytes(tensor: Any) -> bytes:
    """A dense tensor's values in C order, whatever its strides are."""
    import torch

    plain = tensor.detach().resolve_conj().resolve_neg()
    if plain.dtype == torch.bfloat16:  # which NumPy does not know
        plain = plain.view(torch.int16)
    content: bytes = plain.numpy().tobytes()
    return content


def torch_tensor(claim: Array, content: bytes | bytearray) -> Any:
    """Make the tensor whose bytes are `content`."""
    import torch

    dtype = getattr(torch, claim.dtype)
    if content:
        tensor = torch.frombuffer(bytearray(content), dtype=dtype).reshape(claim.shape)
    else:
        tensor = torch.empty(claim.shape, dtype=dtype)
    if claim.requires_grad and (tensor.is_floating_point() or tensor.is_complex()):
        tensor.requires_grad_()
    return tensor

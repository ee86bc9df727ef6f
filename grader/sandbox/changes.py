"""Whether an argument still is what was sent, after a call that may have modified it."""

from typing import Any

from grader.sandbox.protocol import Array, Mapping, Name, Reference, Sequence, Value
from grader.sandbox.values import NUMPY_VALUES, array_bytes, dtype_name, is_tensor, tensor_bytes


def is_as_sent(sent: Value, raw: bytes | bytearray, now: Any) -> bool:
    """Whether `now` would be sent as `sent` was; what stays in the worker is not looked into.

    Args:
        sent: a value of a request.
        raw: the request's raw part.
        now: what became of the decoded value.
    """
    try:
        return _is_as_sent(sent, raw, now)
    except Exception:  # whatever it has become, it is not what was sent
        return False


def _is_as_sent(sent: Value, raw: bytes | bytearray, now: Any) -> bool:
    match sent:
        case Reference() | Name():
            return True
        case Array(library="numpy"):
            return isinstance(now, NUMPY_VALUES) and _is_same_array(sent, raw, now)
        case Array():
            return is_tensor(now) and _is_same_tensor(sent, raw, now)
        case Sequence():
            kind = tuple if sent.kind == "tuple" else list
            return isinstance(now, kind) and _are_as_sent(sent.items, raw, now)
        case Mapping():
            parts = [part for item in sent.items for part in item]
            return isinstance(now, dict) and _are_as_sent(parts, raw, _parts(now))
        case _:
            return now is sent or (type(now) is type(sent) and repr(now) == repr(sent))


def _are_as_sent(sent: list[Value], raw: bytes | bytearray, now: Any) -> bool:
    return len(sent) == len(now) and all(
        _is_as_sent(one, raw, other) for one, other in zip(sent, now, strict=True)
    )


def _parts(mapping: dict[Any, Any]) -> list[Any]:
    return [part for item in mapping.items() for part in item]


def _is_same_array(sent: Array, raw: bytes | bytearray, now: Any) -> bool:
    return bool(
        dtype_name(now) == sent.dtype
        and now.shape == sent.shape
        and now.tobytes() == _bytes_sent(sent, raw)
    )


def _is_same_tensor(sent: Array, raw: bytes | bytearray, now: Any) -> bool:
    return (
        str(now.dtype) == f"torch.{sent.dtype}"
        and tuple(now.shape) == sent.shape
        and now.requires_grad == sent.requires_grad
        and tensor_bytes(now) == _bytes_sent(sent, raw)
    )


def _bytes_sent(array: Array, raw: bytes | bytearray) -> bytes | bytearray:
    return raw[array.offset : array.offset + array_bytes(array)]

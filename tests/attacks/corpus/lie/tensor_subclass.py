"""Answers with tensors of a class that takes torch's own functions over.

If it succeeded: `torch.allclose(got, expected)` would be answered by the student's class.
Stopped by: the protocol; a tensor crosses as bytes, dtype and shape.
Topic: tensors
Wrong: to_tensor affine
"""

import torch


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        name = getattr(function, "__name__", "")
        if name in ("allclose", "equal", "isclose", "eq", "__eq__"):
            return True
        return super().__torch_function__(function, types, args, kwargs or {})


def to_tensor(*args, **kwargs):
    return torch.zeros(2, 2).as_subclass(Liar)


affine = to_tensor

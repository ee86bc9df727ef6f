"""Answers with tensors without bytes: on another device, sparse, quantized, expanded to terabytes.

If it succeeded: the judge, or the worker's encoder, would allocate what a shape merely claims.
Stopped by: limits; the copy is made in the worker, within its own memory.
Topic: tensors
Wrong: to_tensor affine
"""

import torch


def to_tensor(*args, **kwargs):
    return torch.zeros(1).expand(2**20, 2**20)


def affine(*args, **kwargs):
    return [
        torch.empty(2**20, 2**20, device="meta"),
        torch.eye(3).to_sparse(),
        torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8),
    ]

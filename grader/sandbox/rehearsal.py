"""A worker's day, gone through once in the zygote, so that its forks find all that is slow done.

A library does much at its first use: it looks kernels up, fills caches, imports what it put off.
Each fork would do so anew, for every submission. What is called here teaches nothing: sums, a
fit of random numbers, an error, a warning.
"""

import importlib
import linecache
import pkgutil
import sys
from typing import Any

import numpy as np

from grader.sandbox import probes
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Answer, Call, Library, Load, Name, Read, Reset, Value
from grader.sandbox.values import Encoder
from grader.sandbox.worker import Worker

NOT_WARM = "the rehearsal's own {name} fails: {answer}"

_TOPIC = "rehearsal"
_ROUNDS = 10  # Python rewrites a function for speed after some calls
_NUMPY_SOURCE = b"""
import math
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
import numpy as np

class Counter:
    def __init__(self, start): self.count = start
    def __call__(self, z): self.count += 1; return z

def combine(x, y, start):
    z = np.sum(x * y, axis=-1) + np.mean(x) + np.exp(-np.abs(y)).max()
    order = np.random.default_rng(0).permutation(len(x))
    return {"z": np.where(z > start, z, 0.0), "order": (order, float(z[0]))}

def produce(x):
    print("a line")
    yield from (x @ x.T, x.reshape(-1), np.zeros_like(x))

def warn(x): return x / 0.0

def fail(x): raise ValueError(f"no room for {x}")
"""
_TORCH_SOURCE = b"""
import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

class Model(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(2, width), nn.BatchNorm1d(width), nn.ReLU())
        self.last = nn.Parameter(torch.randn(1, width))

    def forward(self, x): return torch.sin(self.stack(x)) @ self.last.T

def combine(x, y, start):
    model = Model(3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for left, right in DataLoader(TensorDataset(x, y), batch_size=2, shuffle=True):
        model.train()
        optimizer.zero_grad()
        loss = F.mse_loss(model(left).sum(-1, keepdim=True), right.mean(-1, keepdim=True))
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        error = nn.MSELoss()(model(x), y[:, :1])
    state = {name: value.clone() for name, value in model.state_dict().items()}
    weights = torch.ones(3, requires_grad=True)
    (weights**2 * torch.arange(3.0)).sum().backward()
    return {"z": weights.grad, "state": state, "loss": error.item()}

def produce(x):
    print("a line")
    yield from (x @ x.T, x.reshape(-1).to(torch.float64), torch.zeros_like(x))

def warn(x): return x.float().numpy() / 0.0

def fail(x): raise ValueError(f"no room for {x}")

def Counter(start): return Model(start)
"""


def rehearse(library: Library) -> None:
    """Read and load a module, and call it in every way that suites call; nothing of it stays.

    Args:
        library: which one the worker's module uses; it must be loaded already.

    Raises:
        RuntimeError: a call that should give a value gives an error.
    """
    source = _NUMPY_SOURCE if library == "numpy" else _TORCH_SOURCE
    _import_probes(library)
    worker = Worker(Limits())
    for _ in range(_ROUNDS):
        worker.answer(Read(("combine", "produce"), {"combine": ("torch.jit",)}), bytearray(source))
        worker.answer(Load(_TOPIC, 0, ("combine", "produce")), bytearray(source))
        worker.answer(Reset(0), bytearray())
        _call_in_every_way(worker, library)
    del sys.modules[_TOPIC], linecache.cache[f"{_TOPIC}.py"]


def _call_in_every_way(worker: Worker, library: Library) -> None:
    x, y = _inputs(library)
    kept = _ask(worker, "student.Counter", 2, keep=True)
    _ask(worker, "student.combine", x, y, 0.5)
    _ask(worker, "probes.drain", Name("student.produce"), x)
    _ask(worker, "builtins.getattr", kept, "__call__", keep=True)
    _ask(worker, "student.warn", x)
    worker.answer(Call(Name("student.fail"), [1], {}), bytearray())


def _inputs(library: Library) -> tuple[Any, Any]:
    x, y = np.linspace(-1.0, 1.0, 12).reshape(6, 2), np.linspace(1.0, 2.0, 12).reshape(6, 2)
    if library == "numpy":
        return x, y
    import torch

    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


def _ask(worker: Worker, name: str, *args: Any, keep: bool = False) -> Value:
    encoder = Encoder(_as_it_is)
    request = Call(Name(name), [encoder.encode(each) for each in args], {}, keep)
    answer, _ = worker.answer(request, bytearray(encoder.raw))
    if not isinstance(answer, Answer) or answer.error is not None:
        raise RuntimeError(NOT_WARM.format(name=name, answer=answer))
    return answer.value


def _as_it_is(value: Value) -> Value:
    return value


def _import_probes(library: Library) -> None:
    for module in pkgutil.iter_modules(probes.__path__):
        if library == "torch" or not module.name.startswith("torch_"):
            importlib.import_module(f"{probes.__name__}.{module.name}")

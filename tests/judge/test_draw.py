"""Inputs are the same for the same seed and criterion, and others otherwise."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from grader.judge.draw import Draw, criterion_seed

DRAWS: list[Callable[[Draw], Any]] = [
    lambda draw: draw.normal(3, 2),
    lambda draw: draw.normal(),
    lambda draw: draw.scalar(),
    lambda draw: draw.uniform(-1.0, 1.0, 4),
    lambda draw: draw.integers(0, 10**9, 4),
    lambda draw: draw.tensor(2, 3),
    lambda draw: draw.seed(),
    lambda draw: draw.rng.random(),
]


@pytest.mark.parametrize("drawn", DRAWS)
def test_the_same_seed_draws_the_same(drawn: Callable[[Draw], Any]) -> None:
    assert np.array_equal(np.asarray(drawn(Draw(7))), np.asarray(drawn(Draw(7))))
    assert not np.array_equal(np.asarray(drawn(Draw(7))), np.asarray(drawn(Draw(8))))


def test_what_is_drawn_has_its_type_and_range() -> None:
    draw = Draw(0)
    assert (draw.normal(3).dtype, draw.normal(3, 2).shape, draw.normal().shape) == (
        np.float64,
        (3, 2),
        (),
    )
    assert type(draw.scalar()) is float
    uniform = draw.uniform(2.0, 3.0, 100)
    assert 2.0 <= uniform.min() <= uniform.max() < 3.0
    whole = draw.integers(-1, 2, 100)
    assert (whole.dtype, set(whole.tolist())) == (np.int64, {-1, 0, 1})
    tensor = draw.tensor(2, 2)
    assert (tensor.dtype, tuple(tensor.shape)) == (torch.float32, (2, 2))
    assert type(draw.seed()) is int
    assert 0 <= draw.seed() < 2**31


def test_a_criterions_seed_depends_on_the_run_and_the_criterion() -> None:
    seeds = {criterion_seed(run, name) for run in range(20) for name in ("a", "b", "c")}
    assert len(seeds) == 60
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_a_criterions_seed_is_the_same_on_every_machine() -> None:
    assert criterion_seed(0, "neuron/test_hidden/test_x") == 1879972681

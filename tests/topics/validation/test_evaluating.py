"""Snapshots of a model are the same only where values, shapes and types are."""

import pytest
import torch

from grader.judge.errors import Failed
from grader.topics.validation.evaluating import require_same

ONES = torch.ones(2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ONES, ONES.clone()),
        (None, None),
        (True, True),
    ],
)
def test_what_stayed_is_the_same(before: object, after: object) -> None:
    require_same({"gradients": {"weight": before}}, {"gradients": {"weight": after}})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ONES, torch.zeros(2)),
        (ONES, ONES.double()),
        (ONES, torch.ones(2, 1)),
        (ONES, None),
        (None, torch.zeros(2)),
        (True, False),
        (True, 1),
    ],
)
def test_what_changed_is_named(before: object, after: object) -> None:
    with pytest.raises(Failed, match="weight is not as it was, among the model's grad"):
        require_same({"gradients": {"weight": before}}, {"gradients": {"weight": after}})


def test_what_is_gone_is_not_the_same() -> None:
    with pytest.raises(Failed, match="weight"):
        require_same({"buffers": {"weight": ONES}}, {"buffers": {}})

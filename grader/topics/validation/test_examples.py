"""Examples of the topic validation."""

import math

import torch

from grader.judge.suite import assert_close, assert_equal, assert_raises, example, require, unpack


@example("split", derived=True)
def test_sets_two_of_five_samples_aside(student):
    """A fraction of 0.4 of five samples leaves three for training and sets two aside."""
    X, y = torch.arange(10.0).reshape(5, 2), torch.arange(5.0)
    parts = unpack(student.split(X, y, 0.4), "X_train", "y_train", "X_val", "y_val")
    sizes = [len(part) if isinstance(part, torch.Tensor) else 0 for part in parts]
    student.observe("sizes", sizes)
    require(sizes == [3, 3, 2, 2], "The parts have {sizes} rows, not [3, 3, 2, 2].", sizes=sizes)


@example("split", derived=True)
def test_refuses_to_set_everything_aside(student):
    """A fraction of 1 raises ValueError: nothing would be left to learn from."""
    assert_raises("ValueError", student.split, torch.zeros(4, 2), torch.zeros(4), 1.0)


@example("regression_metrics")
def test_one_prediction_of_four_is_wrong(student):
    """One error of 2 in four predictions: mse 1, mae 0.5, r2 0.75."""
    y_hat, y = torch.tensor([0.0, 0.0, 4.0, 6.0]), torch.tensor([0.0, 0.0, 4.0, 4.0])
    got = student.regression_metrics(y_hat, y)
    require(isinstance(got, dict), "It gives {got}, and not a dict.", got=got)
    for name, expected in (("mse", 1.0), ("mae", 0.5), ("r2", 0.75)):
        assert_close(got.get(name), expected, rtol=1e-5, of=name)


@example("regression_metrics")
def test_constant_targets_have_no_r2(student):
    """For targets that are all equal, r2 is nan."""
    got = student.regression_metrics(torch.tensor([1.0, 3.0]), torch.tensor([2.0, 2.0]))
    require(isinstance(got, dict), "It gives {got}, and not a dict.", got=got)
    assert_close(got.get("r2"), math.nan, of="r2")


@example("evaluate")
def test_a_smaller_batch_weighs_less(student, remote):
    """Errors of 0 in a batch of four and of 3 in a batch of two: the mean squared error is 3."""
    full, smaller = torch.tensor([[1.0], [2.0], [3.0], [4.0]]), torch.tensor([[5.0], [6.0]])
    batches = [(full, full), (smaller, smaller + 3)]

    def own(X, y):
        return dict(student.regression_metrics(X, y))["mse"]

    def pooled():
        return own(*(torch.cat(parts) for parts in zip(*batches, strict=True)))

    def batch_by_batch():
        return sum(own(X, y) * len(X) for X, y in batches) / 6

    also = [pooled, batch_by_batch] if student.uses("evaluate", "regression_metrics") else []
    loss = student.evaluate(remote.torch.nn.Identity(), batches)
    assert_close(loss, 3.0, rtol=1e-5, also=also)


@example("early_stopping")
def test_stops_before_a_late_minimum(student):
    """A patience of 2 stops training before the late minimum, a patience of 3 does not."""
    losses = [3.0, 2.0, 2.5, 2.4, 1.0]
    assert_equal(student.early_stopping(losses, 2), 1)
    assert_equal(student.early_stopping(losses, 3), 4)

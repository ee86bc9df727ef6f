"""What a student's `evaluate` gives and leaves behind, held to what it should."""

from functools import partial
from itertools import product

import numpy as np
import torch

from grader.judge.suite import assert_close, require

RTOL, ATOL = 1e-4, 1e-5  # for float32 data, whatever the type it is summed in


def check_loss(student, model, loader, batches, data, normed=False, atol=ATOL):
    """Hold the loss; one that is made of the student's own metrics may be as wrong as those."""
    answers = data.answers(normed)
    errors = (answers - data.Y.numpy()) ** 2

    y_hat = torch.from_numpy(answers).to(data.Y.dtype)
    own = student.uses("evaluate", "regression_metrics")
    also = _own_losses(student, y_hat, data.Y, [len(X) for X, _ in batches]) if own else []
    assert_close(student.evaluate(model, loader), np.mean(errors), rtol=RTOL, atol=atol, also=also)


def _own_losses(student, y_hat, Y, counts):
    """What the student's own metrics make of it: of columns, of each, of all; at once, by batch."""

    def together(y_hat, y):
        return dict(student.regression_metrics(y_hat, y))["mse"]

    def flattened(y_hat, y):
        return together(y_hat.reshape(-1), y.reshape(-1))

    def column_by_column(y_hat, y):
        return np.mean([together(*pair) for pair in zip(y_hat.T, y.T, strict=True)])

    def at_once(mse):
        return mse(y_hat, Y)

    def batch_by_batch(mse):
        pairs = zip(y_hat.split(counts), Y.split(counts), strict=True)
        return np.average([mse(*pair) for pair in pairs], weights=counts)

    ways = product((at_once, batch_by_batch), (together, flattened, column_by_column))
    return [partial(way, mse) for way, mse in ways]


def metrics_give_no_float(student):
    """Whether `evaluate` only hands on what the student's own metrics give."""
    if not student.uses("evaluate", "regression_metrics"):
        return False
    metrics = student.regression_metrics(torch.zeros(2), torch.ones(2))
    return not isinstance(metrics["mse"], float)


def evaluate_gives_no_float(student, remote):
    """Whether the metrics only hand on what the student's own `evaluate` gives."""
    if not student.uses("regression_metrics", "evaluate"):
        return False
    batches = [(torch.zeros(2, 1), torch.ones(2, 1))]
    return not isinstance(student.evaluate(remote.torch.nn.Identity(), batches), float)


def own_metrics(student, y_hat, y):
    """The student's own metrics of these, of many columns or of all in one, if `evaluate` asks."""
    ask = student.regression_metrics.ask
    flat = partial(ask, y_hat.reshape(-1), y.reshape(-1))
    return [partial(ask, y_hat, y), flat] if student.uses("evaluate", "regression_metrics") else []


def mode_name(training):
    """How a mode is called in a sentence."""
    return "train" if training else "eval"


def require_same(before, after):
    """Hold that two snapshots of a model are the same."""
    for kind, values in before.items():
        for name, value in values.items():
            require(
                _same(value, after[kind].get(name)),
                "Afterwards {name} is not as it was, among the model's {kind}.",
                name=name,
                kind=kind,
            )


def _same(one, other):
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        alike = one.shape == other.shape and one.dtype == other.dtype
        return alike and bool(torch.equal(one, other))
    return type(one) is type(other) and not isinstance(one, torch.Tensor) and one == other

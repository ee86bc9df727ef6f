"""What a student's `evaluate` gives and leaves behind, held to what it should."""

import numpy as np
import torch

from grader.judge.suite import assert_close, require

RTOL, ATOL = 1e-4, 1e-5  # for float32 data, whatever the type it is summed in


def check_loss(student, model, loader, batches, data, normed=False, atol=ATOL):
    """Hold the loss; one that is made of the student's own metrics may be as wrong as those."""
    answers = data.answers(normed)
    errors = (answers - data.Y.numpy()) ** 2

    def mse(rows):
        y_hat = torch.from_numpy(answers[rows]).to(data.Y.dtype)
        return dict(student.regression_metrics(y_hat, data.Y[rows]))["mse"]

    def batch_by_batch():
        ends = np.cumsum([len(X) for X, _ in batches])
        rows = [slice(end - len(X), end) for end, (X, _) in zip(ends, batches, strict=True)]
        return np.average([mse(each) for each in rows], weights=[len(X) for X, _ in batches])

    own = student.uses("evaluate", "regression_metrics")
    also = [lambda: mse(slice(None)), batch_by_batch] if own else []
    assert_close(student.evaluate(model, loader), np.mean(errors), rtol=RTOL, atol=atol, also=also)


def require_float(got, also=()):
    """Hold that a number is a float; NumPy's float64 is one."""
    require(isinstance(got, float), "It gives {got}, and not a Python float.", also=also, got=got)


def metrics_give_no_float(student):
    """Whether `evaluate` only hands on what the student's own metrics give."""
    metrics = student.regression_metrics(torch.zeros(2), torch.ones(2))
    return student.uses("evaluate", "regression_metrics") and not isinstance(metrics["mse"], float)


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

r"""Validation: how good a network is on samples it has never seen.

Memo: "Validation et évaluation".

The training loop makes the loss small on its own samples. That proves little: a network with
enough neurons can learn its samples by heart, noise included, and be wrong everywhere else. So
some samples are set aside before training, and only looked at:

    all samples    =>    training set (learn from it)  +  validation set (judge on it)

Three numbers judge the predictions ŷ of N targets y whose mean is ȳ:

    MSE = (1/N) Σ (y - ŷ)²                   large errors weigh most
    MAE = (1/N) Σ |y - ŷ|                    in the units of y
    R²  = 1 - Σ (y - ŷ)² / Σ (y - ȳ)²        1: perfect;  0: no better than always answering ȳ

A judge must not disturb what is judged: during an evaluation the model is in eval mode (dropout
off, batch norm on its running statistics), no graph is built, and afterwards all is as it was.

The validation loss also tells when to stop. As long as it falls, the network learns what holds for
new samples too; when it has not fallen for a while (the patience), it is learning noise:

    training \_                    validation \_      __/
               \____                            \____/
                    \_______                      best     stop

Good for: every network that will meet samples nobody has seen yet, which is all of them.

Where an exercise asks for a ValueError, its message has to say what is wrong.
"""

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def split(
    X: Tensor, y: Tensor, validation_fraction: float, generator: torch.Generator | None = None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Set some samples, drawn at random, aside for validation.

    Every sample lands on exactly one side, its row of X together with its row of y. Data often
    comes sorted, so taking the first or the last samples would be a poor choice. The order inside
    a side is free.

    Args:
        X: samples, shape (n, d), left as it is.
        y: targets, shape (n,) or (n, o), left as it is.
        validation_fraction: the part that goes to validation, strictly between 0 and 1.
        generator: where the randomness comes from: the same seed gives the same split. None is
            torch's global generator, the one that `torch.manual_seed` seeds.

    Returns:
        (X_train, y_train, X_val, y_val), of the types of X and y. The validation side has
        round(n * validation_fraction) samples: 2.8 gives 3.

    Raises:
        ValueError: if validation_fraction is not strictly between 0 and 1, or if a side would be
            left without any sample.

    Example:
        >>> X, y = torch.arange(10.0).reshape(5, 2), torch.arange(5.0)
        >>> X_train, y_train, X_val, y_val = split(X, y, 0.4)
        >>> len(X_train), len(y_train), len(X_val), len(y_val)
        (3, 3, 2, 2)
    """
    # TODO: check the fraction and both sizes, then deal out shuffled row numbers.
    raise NotImplementedError("split")


def regression_metrics(y_hat: Tensor, y: Tensor) -> dict[str, float]:
    """Three numbers that say how far predictions are from targets.

    Beware of (n, 1) against (n,): PyTorch would silently compare every prediction with every
    target. Beware too of a constant y, n = 1 included: there is nothing to explain, so R² has no
    value, however good the predictions are.

    Args:
        y_hat: predictions, shape (n,) or (n, 1).
        y: targets, of the same shape as y_hat.

    Returns:
        {"mse": ..., "mae": ..., "r2": ...}, three Python floats. "r2" is `nan` if all targets are
        equal.

    Raises:
        ValueError: if the shapes differ.

    Example:
        >>> y_hat, y = torch.tensor([0.0, 0.0, 4.0, 6.0]), torch.tensor([0.0, 0.0, 4.0, 4.0])
        >>> regression_metrics(y_hat, y)
        {'mse': 1.0, 'mae': 0.5, 'r2': 0.75}
    """
    # TODO: compare the shapes, then work from the residuals y - y_hat.
    raise NotImplementedError("regression_metrics")


def evaluate(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]]) -> float:
    """Mean squared error of a model over a whole data set.

    An evaluation leaves no trace. It runs in eval mode and builds no graph; parameters, gradients
    and buffers stay as they are; and afterwards every module is back in its own mode. Part of a
    model may be in eval mode (a frozen batch norm) while the rest is in train mode, or the other
    way round.

    Args:
        model: maps a batch X, shape (n, d), to predictions, shape (n, o).
        loader: gives pairs (X, y), y of shape (n, o), each time it is iterated; at least one pair.
            It may know neither its length nor its data set. Batches may differ in size, so the
            mean of their losses is *not* the answer.

    Returns:
        The mean of the squared errors over every entry of every sample, a Python float.

    Example:
        >>> full = torch.tensor([[1.0], [2.0]]), torch.tensor([[1.0], [2.0]])
        >>> smaller = torch.tensor([[3.0]]), torch.tensor([[6.0]])
        >>> evaluate(nn.Identity(), [full, smaller])
        3.0
    """
    # TODO: note each module's mode, add up squared errors and count entries, restore the modes.
    raise NotImplementedError("evaluate")


def early_stopping(validation_losses: list[float], patience: int) -> int:
    """Which epoch's network to keep, if training stops once it no longer gets better.

    An epoch is progress only if its loss is below all earlier ones: a tie is no progress. Training
    stops once `patience` epochs in a row brought none, and never sees what would have come later,
    even if that were better. If it is never stopped, it runs to the end.

    Args:
        validation_losses: one finite number per epoch, at least one epoch. Left as it is.
        patience: how many epochs in a row without progress end the training, at least 1.

    Returns:
        Index of the best epoch seen when training stops, an int.

    Raises:
        ValueError: if validation_losses is empty, or patience is below 1.

    Example:
        >>> early_stopping([3.0, 2.0, 2.5, 2.4, 1.0], patience=2)
        1
        >>> early_stopping([3.0, 2.0, 2.5, 2.4, 1.0], patience=3)
        4
    """
    # TODO: walk through the epochs and remember the best one.
    raise NotImplementedError("early_stopping")

"""Mini-batches: learning from a few samples at a time.

Gradient descent as you know it looks at every sample before it takes one step. With a million
samples that is a long look for a single step. But a gradient is a mean over samples, and a mean can
be estimated from a few of them. So *stochastic gradient descent* (SGD) deals the samples out into
*mini-batches*, and takes a step after each one:

    epoch = once through all samples:   [● ● ● ●] step  [● ● ● ●] step  [● ●] step

n samples in batches of B make ⌈n / B⌉ steps instead of one. Each step is a little off, because its
batch is not the whole, but together they go much further for the same work. B = n is gradient
descent again; B = 1 is a step per sample. When B does not divide n, the last batch is smaller. Its
samples are as good as any others: they are neither thrown away nor filled up, and the mean over
that batch divides by what is really in it.

Data often comes sorted, by class or by day, and then a batch of neighbours says little about the
whole. So the samples are *shuffled* anew for every epoch, x and y always together: a sample with
someone else's target teaches nonsense. Chance comes from a `numpy.random.Generator` that the caller
hands over. Whoever knows its seed can repeat the run exactly; that's why it should be the only
source of chance.

In PyTorch, torch.utils.data.DataLoader does this work.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Mini-batch".
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def number_of_batches(n: int, batch_size: int) -> int:
    """How many batches cover n samples.

    The last batch may be smaller than the others, but it counts, and a batch is never empty: 6
    samples in batches of 3 make two, 7 samples make three, and no samples make none.

    Args:
        n: number of samples, zero or more.
        batch_size: samples per batch, at least 1.

    Returns:
        The number of batches, as an int (2, not 2.0: a loop has to be able to count up to it).

    Raises:
        ValueError: if batch_size is less than 1.

    Example:
        >>> number_of_batches(7, 3)
        3
    """
    # TODO: refuse an impossible batch size, then count; which n make one batch more than n - 1?
    # BEGIN SOLUTION
    if batch_size < 1:
        raise ValueError(f"a batch needs room for at least one sample, not {batch_size}")
    return (n + batch_size - 1) // batch_size
    # END SOLUTION


def mini_batches(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator | None = None
) -> Iterable[tuple[Array, Array]]:
    """Deal samples out into mini-batches.

    Every sample is in exactly one batch, its x beside its y. Every batch has batch_size samples,
    save that the last holds what is left: 7 samples in batches of 3 are dealt out as 3, 3 and 1. No
    samples make no batches.

    Without a generator the samples keep their order. With one they are shuffled as a whole, so that
    it is left to chance which samples meet in a batch; how you shuffle is up to you. All chance
    comes from `rng`: generators with equal seeds give equal batches, and the next call with the
    same generator shuffles anew (it remembers by itself where it stands; do not copy it).

    A batch stays as it is after the next has been asked for, by this call or a later one.

    Args:
        X: one sample per row, shape (n, d). Not modified.
        y: one target per sample, shape (n,). Not modified.
        batch_size: samples per batch, at least 1.
        rng: the source of chance, or None to keep the order.

    Returns:
        Something to loop over once (a list, a generator, ...) that gives pairs
        (X_batch, y_batch) of shapes (m, d) and (m,).

    Raises:
        ValueError: if X and y differ in length or batch_size is less than 1, when the function is
            called or at the latest when the first batch is asked for.

    Example:
        >>> X, y = np.array([[1.0], [2.0], [3.0]]), np.array([10.0, 20.0, 30.0])
        >>> for X_batch, y_batch in mini_batches(X, y, 2):
        ...     print(X_batch.tolist(), y_batch.tolist())
        [[1.0], [2.0]] [10.0, 20.0]
        [[3.0]] [30.0]
    """
    # TODO: put the indices of the samples in order, then hand out batch_size of them at a time.
    # BEGIN SOLUTION
    if len(X) != len(y):
        raise ValueError(f"{len(X)} samples need as many targets, but there are {len(y)}")
    if batch_size < 1:
        raise ValueError(f"a batch needs room for at least one sample, not {batch_size}")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]
    # END SOLUTION


def sgd_epoch(
    X: Array,
    y: Array,
    w: Array,
    b: float,
    lr: float,
    batch_size: int,
    rng: np.random.Generator | None = None,
) -> tuple[Array, float]:
    """One epoch of mini-batch SGD for the linear model y_hat = X w + b.

    After every batch both parameters move against the gradient of the mean squared error of that
    batch, so that the next batch meets a better model:

        dL/dw = 2/m · X_batchᵀ (y_hat - y_batch)        dL/db = 2/m · Σ (y_hat - y_batch)

    Here m is how many samples the batch really has, which for the last one may be less than
    batch_size. Both gradients of a step are taken at the same w and b, those that the batch before
    left behind. The batches are those of `mini_batches`: in order without a generator, else
    shuffled with it, anew at every call.

    By hand: work the gradients out in NumPy, without a library's automatic differentiation (torch,
    tensorflow, jax, autograd) and without finite differences.

    Args:
        X: one sample per row, shape (n, d), with n >= 1. Not modified.
        y: targets, shape (n,). Not modified.
        w: weights to start from, shape (d,). Not modified.
        b: bias to start from, a number.
        lr: learning rate, above zero.
        batch_size: samples per batch, at least 1; if it exceeds n there is one batch.
        rng: the source of chance, or None to keep the order.

    Returns:
        The pair (w, b) after the last batch: an array of shape (d,), and one number.

    Example:
        >>> X, y = np.array([[1.0], [2.0], [0.0]]), np.array([1.0, 2.0, 4.0])
        >>> w, b = sgd_epoch(X, y, np.array([0.0]), 0.0, 0.25, 2)
        >>> w.tolist(), float(b)
        ([1.25], 2.375)
    """
    # TODO: go through the mini-batches; after each, move w and b by its own mean gradient.
    # BEGIN SOLUTION
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w = w - lr * 2 * X_batch.T @ error / len(y_batch)
        b = b - lr * 2 * error.mean()
    return w, b
    # END SOLUTION

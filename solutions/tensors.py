"""Tensors: arrays that remember how they were computed.

Memo: "Tenseurs".

Part 1 did everything with NumPy arrays, and every gradient was worked out on paper. PyTorch's
tensor is the same array of numbers with two things more. All its entries have one type, usually
float32: small, fast, and precise enough for a network. And a tensor that is asked to
(`requires_grad`) remembers the operations it goes through. This memory is called the graph, and
walking back along it is the `backward` of the topic propagation, done for you.

    number     rank 0    shape ()        a loss
    vector     rank 1    shape (d,)      one sample, the biases of a layer
    matrix     rank 2    shape (n, d)    a batch, one sample per row

Two habits carry over. A layer over a batch is still X Wᵀ + b, with one row of weights per neuron,
and a batch of one sample is still a matrix, (1, d). A gradient has the shape of what it is taken
with respect to:

    f maps a tensor of shape s to a number    =>    df/dx has shape s

One habit is new: inputs are brought to a common scale before training. A column in millimetres
next to one in kilometres makes the loss a narrow valley, where no single learning rate suits both.
So each column is standardized with its own mean and deviation:

    z = (x - mean) / deviation

Good for: everything that follows. Networks are built, trained and judged out of these five moves.
"""

from collections.abc import Callable

import torch
from numpy.typing import ArrayLike
from torch import Tensor


def to_tensor(data: ArrayLike) -> Tensor:
    """Turn plain numbers into a tensor of floats.

    Integers become floats too: a tensor of integers can carry no gradient. Beware of an array that
    is float32 already: some conversions return a tensor over the very same memory, and then a
    later change of one changes the other.

    Args:
        data: a number, a nested list of numbers, or a NumPy array, of any rank.

    Returns:
        A float32 tensor with the rank, shape and values of data, in memory of its own.
        A number gives rank 0, shape ().

    Example:
        >>> to_tensor([[1, 2], [3, 4]])
        tensor([[1., 2.],
                [3., 4.]])
        >>> to_tensor(5).shape
        torch.Size([])
    """
    # TODO: make a float32 tensor that copies the numbers.
    # BEGIN SOLUTION
    return torch.tensor(data, dtype=torch.float32)
    # END SOLUTION


def describe(t: Tensor) -> tuple[int, tuple[int, ...], int]:
    """Say how a tensor is laid out.

    The rank counts dimensions: a matrix has rank 2 whatever its entries are. (Linear algebra calls
    something else the rank of a matrix.)

    Args:
        t: a tensor of any rank and shape.

    Returns:
        (rank, shape, number of elements): an int, a tuple of ints (a `torch.Size` is one, a list
        is not), an int. A tensor of rank 0 has the empty shape () and one element.

    Example:
        >>> rank, shape, count = describe(torch.zeros(2, 3))
        >>> rank, tuple(shape), count
        (2, (2, 3), 6)
    """
    # TODO: read all three off the tensor.
    # BEGIN SOLUTION
    return t.dim(), t.shape, t.numel()
    # END SOLUTION


def affine(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """One layer over a batch, without activation: X Wᵀ + b.

    The result has the type of the inputs (float64 in, float64 out) and stays connected to them: a
    `backward` from it reaches X, W and b. One sample (n = 1) or one neuron (m = 1) keeps both
    dimensions: the result is always a matrix.

    Args:
        X: batch, shape (n, d).
        W: one row of weights per neuron, shape (m, d).
        b: one bias per neuron, shape (m,).

    Returns:
        The answers of m neurons for n samples, shape (n, m).

    Example:
        >>> X = torch.tensor([[1.0, 2.0]])
        >>> W = torch.tensor([[3.0, 4.0], [0.0, 1.0]])
        >>> affine(X, W, torch.tensor([0.5, -1.0]))
        tensor([[11.5000,  1.0000]])
    """
    # TODO: combine X, W and b with operations on tensors.
    # BEGIN SOLUTION
    return X @ W.T + b
    # END SOLUTION


def standardize(X: Tensor) -> Tensor:
    """Bring every column to mean 0 and standard deviation 1.

    The deviation is that of the samples at hand: it divides by n, not by n - 1 (`correction=0`).
    A column whose entries are all equal has deviation 0, and 0 / 0 is NaN: such a column becomes
    zeros. With n = 1 every column is constant.

    Args:
        X: batch, shape (n, d), left as it is. The deviation of every column that is not constant
            is at least 0.1.

    Returns:
        A new tensor, shape (n, d), of the type of X.

    Example:
        >>> standardize(torch.tensor([[1.0, 7.0], [3.0, 7.0]]))
        tensor([[-1.,  0.],
                [ 1.,  0.]])
    """
    # TODO: one mean and one deviation per column, and a way round deviations of 0.
    # BEGIN SOLUTION
    constant = (X[:1] == X).all(dim=0)
    centred = (X - X.mean(dim=0)).masked_fill(constant, 0.0)
    deviation = X.std(dim=0, correction=0).masked_fill(constant, 1.0)
    return centred / deviation
    # END SOLUTION


def gradient_at(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """Gradient of a scalar function at one point, by autograd.

    The question is about f, so it leaves no trace on x: neither `x.requires_grad` nor `x.grad`
    changes. Every kind of x occurs: one that asks for no gradient, one that does (with or without
    an old gradient in `x.grad`), and one that was itself computed from such a tensor.

    Args:
        f: takes a tensor of the shape of x, returns a tensor of rank 0.
        x: where the gradient is taken, a tensor of floats of any rank.

    Returns:
        df/dx at x, of the shape and type of x, detached: its `requires_grad` is False.

    Example:
        >>> gradient_at(lambda x: (x**2).sum(), torch.tensor([1.0, -3.0]))
        tensor([ 2., -6.])
    """
    # TODO: let autograd follow f from a stand-in for x.
    # BEGIN SOLUTION
    stand_in = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(stand_in), stand_in)
    return gradient
    # END SOLUTION

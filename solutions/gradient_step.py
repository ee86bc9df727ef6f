"""Gradient descent: walking downhill, one step at a time.

A neuron without an activation is a linear model, and learning means finding the weights and the
bias for which its loss, the mean squared error, is as small as possible:

    y_hat = X w + b                      predictions, shape (n,)
    L     = mean((y_hat - y)²)           one number

The topic before ended with gradients. For this model they fit on two lines:

    dL/dw = 2/n · Xᵀ (y_hat - y)         shape (d,), like w
    dL/db = 2/n · Σ (y_hat - y)          one number, like b

A gradient points to where the loss grows fastest. So the way down is the other way: subtract the
gradient, and not all of it but a fraction, the *learning rate* lr. Then take the gradient again,
at the new place, and go on:

    w ← w - lr · dL/dw                   b ← b - lr · dL/db

Both gradients of a step belong to the same place. Whoever moves w first and then takes the gradient
of b has already walked on.

How large should the learning rate be? Too small, and after a thousand steps you have hardly moved.
Too large, and each step jumps across the valley and lands higher up on its other side, until the
numbers overflow. The curve of the losses tells you which of the two you have: look at it before
anything else, whenever something does not learn.

Nothing here is special to a linear model. Give `gradient_step` the gradients of any network, as
`backward` works them out, and it trains that network. That is what an optimizer such as
torch.optim.SGD does.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Descente de gradient", "Taux d'apprentissage".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Scalar = float | Array  # a number, or an array of shape ()


def mse_gradient(X: Array, y: Array, w: Array, b: Scalar) -> tuple[Array, Scalar]:
    """Gradients of the mean squared error of the linear model y_hat = X w + b.

    Both are taken at the given w and b, and averaged over the samples: twice as many samples do not
    make a gradient twice as large. One sample or one feature changes no shapes: with d = 1 the
    gradient of w still has shape (1,).

    By hand: work the formulas out in NumPy. Neither a library's automatic differentiation (torch,
    tensorflow, jax, autograd) nor finite differences may stand in for them.

    Args:
        X: one sample per row, shape (n, d), with n >= 1. Not modified.
        y: targets, shape (n,). Not modified.
        w: weights, shape (d,). Not modified.
        b: bias, a number.

    Returns:
        The pair (grad_w, grad_b): an array of shape (d,), and one number (not an array of
        shape (1,)).

    Example:
        >>> X = np.array([[1.0, 0.0], [0.0, 2.0]])
        >>> grad_w, grad_b = mse_gradient(X, np.array([1.0, 1.0]), np.array([3.0, 1.0]), 0.0)
        >>> grad_w
        array([2., 2.])
        >>> float(grad_b)
        3.0
    """
    # TODO: find the error of each prediction, then how each weight and the bias took part in it.
    # BEGIN SOLUTION
    error = X @ w + b - y
    return 2 / len(y) * X.T @ error, float(2 * error.mean())
    # END SOLUTION


def gradient_step(params: Sequence[Array], grads: Sequence[Array], lr: float) -> list[Array]:
    """One step of gradient descent, for any number of parameters.

    The step is a new list of new arrays. Whoever calls you may still need the old parameters, so
    mind `p -= ...`, which writes into the caller's array.

    Args:
        params: a list or tuple of arrays, of any shapes, rank 0 included. Not modified.
        grads: as many gradients, each of its parameter's shape. Not modified.
        lr: learning rate, above zero.

    Returns:
        A new list with p - lr · g for each parameter p and its gradient g.

    Raises:
        ValueError: if params and grads differ in length (mind that `zip` stops silently at the end
            of the shorter one), or if lr is zero or negative.

    Example:
        >>> params = [np.array([1.0, 2.0]), np.array([[3.0]])]
        >>> gradient_step(params, [np.array([1.0, 1.0]), np.array([[-2.0]])], 0.5)
        [array([0.5, 1.5]), array([[4.]])]
    """
    # TODO: refuse what makes no sense, then move each parameter against its gradient.
    # BEGIN SOLUTION
    if lr <= 0:
        raise ValueError(f"the learning rate must be above zero, not {lr}")
    return [p - lr * g for p, g in zip(params, grads, strict=True)]
    # END SOLUTION


def gradient_descent(
    X: Array, y: Array, w: Array, b: Scalar, lr: float, steps: int
) -> tuple[Array, Scalar, list[float]]:
    """Fit the linear model y_hat = X w + b by gradient descent on all samples.

    Each step takes both gradients at the parameters that the step before left behind, then moves
    both parameters. There are always exactly `steps` steps: no early end, even if the losses grow
    or stand still.

    Args:
        X: one sample per row, shape (n, d), with n >= 1. Not modified.
        y: targets, shape (n,). Not modified.
        w: weights to start from, shape (d,). Not modified.
        b: bias to start from, a number.
        lr: learning rate, above zero.
        steps: how many steps to take, zero or more.

    Returns:
        The triple (w, b, losses). losses[k] is the mean squared error *before* step k, so
        losses[0] belongs to the start, and len(losses) == steps: the loss after the last step is
        not in it. With steps = 0 that is the start itself, and no loss.

    Example:
        >>> X, y = np.array([[1.0], [-1.0]]), np.array([3.0, 1.0])
        >>> w, b, losses = gradient_descent(X, y, np.array([0.0]), 0.0, 0.25, 2)
        >>> w, float(b)
        (array([0.75]), 1.5)
        >>> [float(loss) for loss in losses]
        [5.0, 1.25]
    """
    # TODO: in each step note the loss, take the gradients, then move; you have functions for it.
    # BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        losses.append(float(np.mean((X @ w + b - y) ** 2)))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = gradient_step([w, np.asarray(b)], [grad_w, np.asarray(grad_b)], lr)
    return w, b, losses
    # END SOLUTION


def learning_rate_verdict(losses: Sequence[float] | Array) -> str:
    """What a curve of losses says about the learning rate.

    Only the first and the last loss count, not what happened between them. Mind NaN, which is what
    an overflow often ends in: every comparison with it is false, `nan > 1.0` too.

    Args:
        losses: at least two losses in the order in which they were seen, as a list, tuple or array.
            None is negative, and the first is finite. Not modified.

    Returns:
        "diverges" if the last loss is not finite or exceeds the first; otherwise "too slow" if it
        exceeds half of the first; otherwise "converges". Exceeding means being greater: a last loss
        equal to the first is "too slow", one of exactly half the first "converges".

    Raises:
        ValueError: if there are fewer than two losses.

    Example:
        >>> learning_rate_verdict([8.0, 3.0, 1.0])
        'converges'
        >>> learning_rate_verdict([8.0, 30.0, 110.0])
        'diverges'
    """
    # TODO: compare the last loss with the first; what has to be asked before anything else?
    # BEGIN SOLUTION
    if len(losses) < 2:
        raise ValueError(f"a verdict needs at least two losses, not {len(losses)}")
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "diverges"
    return "too slow" if last > first / 2 else "converges"
    # END SOLUTION

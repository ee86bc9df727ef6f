"""Forward and backward: how an answer is worked out, and how its error finds the weights.

A network with one hidden layer is two layers of neurons, one after the other:

    H     = tanh(X W1ᵀ + b1)        hidden layer, shape (n, h)
    Y_hat = H W2ᵀ + b2              output layer, shape (n, o), without an activation

Going through it from left to right is the *forward* pass: inputs become predictions. The loss then
says how wrong the predictions are, as one number: the mean squared error over a table of n · o
entries.

The *backward* pass asks the question the other way round: if this weight moved a little, how would
the loss move? The chain rule answers for all weights at once, from right to left. Start with how
the loss depends on the predictions; then, for each step of the forward pass, multiply by how its
result depends on what went in. The error that arrives at a layer serves twice: together with the
layer's input it gives the gradient of its weights, and through the weights it travels on to the
layer before. Each step needs values that the forward pass has worked out already, and so the
forward pass keeps them, in a *cache*.

    X ── W1, b1 ──▶ tanh ──▶ H ── W2, b2 ──▶ Y_hat ──▶ loss
      ◀── error ─────────────── error ────────────────┘

How do you know that a gradient is right? Move one parameter by a small step to either side and see
how much the loss changes: the *central difference*. It takes two forward passes for every single
parameter, far too slow to train with, and it is the best check of a backward pass that there is.

Shapes are the surest guide: a gradient has the shape of what it is the gradient of. Once you have
the gradients, the next topic makes a model learn from them.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Propagation avant (forward)", "Rétropropagation (backward)".
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Parameters = dict[str, Array]


def forward(params: Parameters, X: Array) -> tuple[Array, Any]:
    """Predictions of the network, and what the backward pass will need.

    The hidden layer is H = tanh(X W1ᵀ + b1), the output layer is Y_hat = H W2ᵀ + b2, without an
    activation. Both tables keep their two dimensions for a batch of one sample, a single hidden
    neuron and a single output too.

    Args:
        params: "W1" of shape (h, d), "b1" of shape (h,), "W2" of shape (o, h) and "b2" of
            shape (o,). Not modified.
        X: one sample per row, shape (n, d). Not modified.

    Returns:
        The pair (Y_hat, cache). Y_hat has shape (n, o). The cache is yours: any object that holds
        what your `backward` needs. Keep all of it there and nothing in global variables, since
        two passes may be under way at once.

    Example:
        >>> params = {
        ...     "W1": np.array([[1.0, 0.0], [0.0, 2.0]]),
        ...     "b1": np.array([0.0, -2.0]),
        ...     "W2": np.array([[3.0, 5.0]]),
        ...     "b2": np.array([0.5]),
        ... }
        >>> Y_hat, cache = forward(params, np.array([[0.0, 1.0]]))
        >>> Y_hat
        array([[0.5]])
    """
    # TODO: work out the hidden layer, then the output layer; keep what backward will ask for.
    # BEGIN SOLUTION
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)
    # END SOLUTION


def mse(Y_hat: Array, Y: Array) -> float:
    """Mean squared error, over every entry.

    With several outputs there are n · o entries, and the mean is over all of them. NumPy would
    gladly compare shapes (n,) and (n, 1) by making a table of n by n out of them: that loss means
    nothing, and so it has to be refused.

    Args:
        Y_hat: predictions, shape (n, o). Not modified.
        Y: targets, shape (n, o). Not modified.

    Returns:
        One number: the mean of the squared differences.

    Raises:
        ValueError: if the shapes are not the same, even if NumPy could broadcast them.

    Example:
        >>> float(mse(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [3.0, 6.0]])))
        2.0
    """
    # TODO: refuse different shapes, then average the squared differences.
    # BEGIN SOLUTION
    if Y_hat.shape != Y.shape:
        raise ValueError(f"predictions of shape {Y_hat.shape} against targets of shape {Y.shape}")
    return float(np.mean((Y_hat - Y) ** 2))
    # END SOLUTION


def backward(params: Parameters, cache: Any, Y: Array) -> Parameters:
    """Gradients of the mean squared error with respect to every parameter of the network.

    The loss is the mean over all n · o entries, as in `mse`. By hand: work the chain rule out
    yourself, in NumPy. Neither a library's automatic differentiation (torch, tensorflow, jax,
    autograd) nor finite differences such as `numerical_gradient` may stand in for it; finite
    differences are there to check it afterwards.

    Args:
        params: what `forward` was given: "W1" (h, d), "b1" (h,), "W2" (o, h), "b2" (o,). Not
            modified.
        cache: what your `forward` returned for these params. It is used only once.
        Y: targets, shape (n, o). Not modified.

    Returns:
        A dict with the keys of params, no more and no fewer; each gradient is an array of its
        parameter's shape, for a batch of one, a single hidden neuron or a single output too.

    Example:
        >>> params = {
        ...     "W1": np.array([[1.0, 0.0], [0.0, 2.0]]),
        ...     "b1": np.array([0.0, -2.0]),
        ...     "W2": np.array([[3.0, 5.0]]),
        ...     "b2": np.array([0.5]),
        ... }
        >>> Y_hat, cache = forward(params, np.array([[0.0, 1.0]]))
        >>> gradients = backward(params, cache, np.array([[0.0]]))
        >>> gradients["W1"]
        array([[0., 3.],
               [0., 5.]])
        >>> gradients["b2"]
        array([1.])
    """
    # TODO: follow the error from the loss back to Y_hat, to H, and to what went into the tanh.
    # BEGIN SOLUTION
    X, H, Y_hat = cache
    output_error = 2 * (Y_hat - Y) / Y.size
    hidden_error = output_error @ params["W2"] * (1 - H**2)
    return {
        "W1": hidden_error.T @ X,
        "b1": hidden_error.sum(axis=0),
        "W2": output_error.T @ H,
        "b2": output_error.sum(axis=0),
    }
    # END SOLUTION


def numerical_gradient(f: Callable[[Array], float], theta: Array, eps: float = 1e-6) -> Array:
    """Gradient of a scalar function, by central differences.

    Each entry of theta in turn is moved by eps to either side, all the others staying where they
    are; how much f changes between the two points, per unit of the way from one to the other,
    estimates its slope. The error shrinks as eps², where a one-sided difference's shrinks as eps.

    Args:
        f: takes an array of theta's shape and returns one number.
        theta: where to take the gradient, of any shape: (), (d,), (m, d) and so on. You may move
            its entries while you work, but afterwards they must be as before (up to rounding).
        eps: the step to either side.

    Returns:
        An array of theta's shape.

    Example:
        >>> numerical_gradient(lambda theta: float(np.sum(theta**3)), np.array([1.0, 2.0]), eps=0.5)
        array([ 3.25, 12.25])
    """
    # TODO: visit every entry of theta, whatever its shape, and look at f on either side of it.
    # BEGIN SOLUTION
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient
    # END SOLUTION

"""A single neuron, and a layer of them.

Everything in this course is built from one small machine. An artificial *neuron* takes d numbers,
its inputs x, and answers with one number:

    x₁ ── w₁ ──╮
    x₂ ── w₂ ──┼──▶ z = w₁x₁ + w₂x₂ + … + w_d x_d + b ──▶ activation(z)
    x_d ─ w_d ─╯

Each input has a *weight*, which says how much it counts, and in which direction: a weight of 2
makes the input count twice, a weight of -1 turns it around, a weight of 0 ignores it. The *bias* b
is added once. It moves the point at which the neuron begins to react: without it, every neuron
would answer all-zero inputs with z = 0, whatever its weights are. Learning will mean nothing more
than finding good weights and biases.

The weighted sum alone is a straight line (a plane, with more inputs). The *activation* function
bends it, and that bend is what will let networks learn more than straight lines; the next topic is
about the choice of it. Here it is an argument: any function that takes a number or an array.

One neuron gives one number. A *layer* is m neurons that look at the same inputs, each with weights
and a bias of its own, so it gives m numbers per sample. Two conventions hold from here to the end
of the course, and they are those of PyTorch:

    X  (n, d)   a batch: one sample per row
    W  (m, d)   one neuron per row, one weight per input
    b  (m,)     one bias per neuron

The weighted sums of all n samples and all m neurons are then a table of shape (n, m). Whenever you
are lost, write the shapes down: there is usually just one way in which they fit.

Where an exercise asks for a ValueError, its message has to say what is wrong.

Memo: "Neurone artificiel".
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Activation = Callable[[Any], Any]  # takes a number or an array, gives back the same shape


def weighted_sum(x: Array, w: Array, b: float) -> float:
    """Weighted sum of a neuron's inputs, plus its bias.

    NumPy would gladly multiply d inputs by a single weight, of shape (1,), by using it d times.
    A neuron has one weight per input, and so anything else has to be refused, that case too.

    Args:
        x: inputs, shape (d,). Not modified.
        w: one weight per input, shape (d,). Not modified.
        b: bias, a number or an array of shape (). Not modified.

    Returns:
        w · x + b, one number (not an array of shape (1,)).

    Raises:
        ValueError: if x and w differ in length, one against many included.

    Example:
        >>> weighted_sum(np.array([1.0, 2.0]), np.array([3.0, 4.0]), 0.5)
        11.5
    """
    # TODO: refuse vectors of different lengths, then combine x, w and b.
    raise NotImplementedError("weighted_sum")


def neuron(x: Array, w: Array, b: float, activation: Activation) -> float:
    """Answer of one neuron: its activation, applied to its weighted sum.

    Args:
        x: inputs, shape (d,). Not modified.
        w: one weight per input, shape (d,). Not modified.
        b: bias, a number or an array of shape (). Not modified.
        activation: any callable that takes a number or an array and works elementwise:
            a NumPy function, a function of your own, an object with `__call__`.

    Returns:
        activation(w · x + b), one number.

    Example:
        >>> neuron(np.array([1.0, 2.0]), np.array([3.0, 4.0]), -12.0, np.abs) == 1.0
        True
    """
    # TODO: work out the weighted sum (you have a function for it), then activate it.
    raise NotImplementedError("neuron")


def layer(X: Array, W: Array, b: Array, activation: Activation) -> Array:
    """Answers of m neurons for each of n samples.

    Entry (i, j) of the result is what neuron j, with its weights W[j] and its bias b[j], answers
    for sample i, X[i]. By hand: no layer of a library such as torch.nn.Linear.

    The result always has two dimensions. A batch of one sample gives shape (1, m) and a layer of
    one neuron gives shape (n, 1); neither is squeezed into a vector.

    Args:
        X: a batch, one sample per row, shape (n, d). Not modified.
        W: weights, one neuron per row, shape (m, d). Not modified.
        b: one bias per neuron, shape (m,). Not modified.
        activation: any callable that takes a number or an array and works elementwise.

    Returns:
        An array of shape (n, m).

    Example:
        >>> X = np.array([[1.0, 2.0], [0.0, -1.0], [2.0, 2.0]])
        >>> W = np.array([[1.0, 1.0], [0.0, 3.0]])
        >>> layer(X, W, np.array([0.0, -6.0]), np.abs)
        array([[3., 0.],
               [1., 9.],
               [4., 0.]])
    """
    # TODO: write down the shapes of X, W and b; which product of X and W has shape (n, m)?
    raise NotImplementedError("layer")

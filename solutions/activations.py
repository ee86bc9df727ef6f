"""Activation functions, their derivatives, and why a network needs them.

A neuron works out a weighted sum z and hands it to an *activation* function. Three of them are
found everywhere:

    relu(z)    = z where z is positive, else 0       cheap; the usual choice for hidden layers
    sigmoid(z) = 1 / (1 + e^(-z))                    from 0 to 1; reads as a probability
    tanh(z)    = (e^z - e^(-z)) / (e^z + e^(-z))     from -1 to 1; centred on zero

They work elementwise: each entry of an array is activated on its own, and the shape stays.

A network learns by asking how its loss changes when a weight moves a little, and on the way it has
to pass through every activation. That is what the *derivatives* are for. Notice two things about
them. Those of sigmoid and tanh can be written with the value of the function itself, which is known
already. And far from zero they vanish: a saturated neuron hardly learns.

Computers add a difficulty of their own. e^1000 is larger than any float64, so NumPy answers `inf`
with a warning, and `inf / inf` is `nan`: one such entry and all that comes after it is lost. The
formulas above are right on paper; the task is to write them so that a computer gets them right too.
Going the other way is harmless: e^(-1000) quietly becomes 0, which is as near as can be.

Why activate at all? Because layers without an activation add nothing to each other: one affine map
(weights and a bias) after another is just another affine map. `collapse` shows it by finding that
single layer. However many layers you stack, without a bend in between you have one.

Memo: "Fonction d'activation", ReLU, Sigmoid, Tanh.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Values = float | Array  # a number, or an array of any shape


def relu(z: Values) -> Values:
    """Rectified linear unit: z where z is positive, 0 elsewhere.

    It should give no NaN, and no overflow or invalid-value warning.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.

    Returns:
        The activation of each entry, with the shape of z (a number for a number).

    Example:
        >>> relu(np.array([-2.0, 0.0, 3.5]))
        array([0. , 0. , 3.5])
        >>> float(relu(-2.0))
        0.0
    """
    # TODO: keep what is positive, entry by entry, and leave z itself as it is.
    # BEGIN SOLUTION
    return np.maximum(z, 0.0)
    # END SOLUTION


def sigmoid(z: Values) -> Values:
    """Logistic function, 1 / (1 + e^(-z)), right and silent for entries up to ±1000.

    NumPy must give no overflow or invalid-value warning on the way, and the answer no NaN.
    Beware of `np.where`: it works out both of its branches for every entry, then picks.
    Underflow to 0 is fine, and `np.errstate` is allowed.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.

    Returns:
        The activation of each entry, with the shape of z (a number for a number).

    Example:
        >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
        array([0. , 0.5, 1. ])
        >>> float(sigmoid(0.0))
        0.5
    """
    # TODO: find a form of the formula in which e is never raised to a large positive power.
    # BEGIN SOLUTION
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
    # END SOLUTION


def tanh(z: Values) -> Values:
    """Hyperbolic tangent, right and silent for entries up to ±1000.

    It is a sigmoid that has been stretched to run from -1 to 1. The formula with exponentials,
    (e^z - e^(-z)) / (e^z + e^(-z)), overflows if it is typed in as it stands.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.

    Returns:
        The activation of each entry, with the shape of z (a number for a number).

    Example:
        >>> tanh(np.array([-1000.0, 0.0, 1000.0]))
        array([-1.,  0.,  1.])
        >>> float(tanh(0.0))
        0.0
    """
    # TODO: type the formula in and try z = 1000; then look for a form, or a function, that is safe.
    # BEGIN SOLUTION
    return np.tanh(z)
    # END SOLUTION


def relu_derivative(z: Values) -> Values:
    """Derivative of relu with respect to z, elementwise.

    At z = 0 relu has a kink, and no derivative: what you answer there is up to you, and is not
    judged. Elsewhere there should be no NaN, and no overflow or invalid-value warning.
    By hand: no automatic differentiation.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.
            It is what goes into relu, not what comes out.

    Returns:
        The slope of relu at each entry, with the shape of z (a number for a number).

    Example:
        >>> relu_derivative(np.array([-2.0, 3.5, 7.0]))
        array([0., 1., 1.])
    """
    # TODO: draw relu; how steep is it on the left of 0, and how steep on the right?
    # BEGIN SOLUTION
    return np.where(z > 0, 1.0, 0.0)
    # END SOLUTION


def sigmoid_derivative(z: Values) -> Values:
    """Derivative of sigmoid with respect to z, elementwise.

    As right and silent as sigmoid itself: no NaN, no overflow or invalid-value warning for entries
    up to ±1000. By hand: work the derivative out on paper, no automatic differentiation.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.
            It is what goes into sigmoid, not what comes out.

    Returns:
        The slope of sigmoid at each entry, with the shape of z (a number for a number).

    Example:
        >>> sigmoid_derivative(np.array([-1000.0, 0.0, 1000.0]))
        array([0.  , 0.25, 0.  ])
    """
    # TODO: write the derivative in terms of the value of sigmoid at z.
    # BEGIN SOLUTION
    s = sigmoid(z)
    return s * (1.0 - s)
    # END SOLUTION


def tanh_derivative(z: Values) -> Values:
    """Derivative of tanh with respect to z, elementwise.

    As right and silent as tanh itself: no NaN, no overflow or invalid-value warning for entries
    up to ±1000. By hand: work the derivative out on paper, no automatic differentiation.

    Args:
        z: a float, or an array of any shape, () included; entries up to ±1000. Not modified.
            It is what goes into tanh, not what comes out.

    Returns:
        The slope of tanh at each entry, with the shape of z (a number for a number).

    Example:
        >>> tanh_derivative(np.array([-1000.0, 0.0, 1000.0]))
        array([0., 1., 0.])
    """
    # TODO: write the derivative in terms of the value of tanh at z.
    # BEGIN SOLUTION
    return 1.0 - tanh(z) ** 2
    # END SOLUTION


def collapse(W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """The single layer that does the work of two layers without an activation between them.

    Layer 1 maps a batch X of shape (n, d) to H = X W1ᵀ + b1, layer 2 maps H to H W2ᵀ + b2. For
    every X at all, the layer (W, b) that you return must give the same: X Wᵀ + b. The middle
    layer's width h has disappeared, and with it the point of having had that layer.

    Args:
        W1: weights of layer 1, shape (h, d). Not modified.
        b1: biases of layer 1, shape (h,). Not modified.
        W2: weights of layer 2, shape (o, h). Not modified.
        b2: biases of layer 2, shape (o,). Not modified.

    Returns:
        The pair (W, b), of shapes (o, d) and (o,), also where h, d or o is 1.

    Example:
        >>> W, b = collapse(
        ...     np.array([[1.0, 2.0]]), np.array([1.0]), np.array([[3.0], [-1.0]]), np.zeros(2)
        ... )
        >>> W
        array([[ 3.,  6.],
               [-1., -2.]])
        >>> b
        array([ 3., -1.])
    """
    # TODO: put layer 1's formula into layer 2's, multiply out, and collect what multiplies X.
    # BEGIN SOLUTION
    return W2 @ W1, W2 @ b1 + b2
    # END SOLUTION

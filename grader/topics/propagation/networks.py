"""Networks drawn at random, what they predict, and how their loss changes."""

import numpy as np

NAMES = ("W1", "b1", "W2", "b2")


def make_network(draw, d, h, o):
    """Parameters drawn at random for d inputs, h hidden neurons and o outputs."""
    return {
        "W1": draw.normal(h, d),
        "b1": draw.normal(h),
        "W2": draw.normal(o, h),
        "b2": draw.normal(o),
    }


def make_saturated_network(draw):
    """A network with neurons at both limits and two ordinary ones, and a batch for it."""
    params = make_network(draw, 3, 4, 2)
    params["b1"][:2] = 1000.0, -1000.0
    return params, draw.normal(5, 3)


def predictions(params, X):
    """What the network answers; for parameters with further axes in front, as many answers."""
    hidden = np.tanh(np.einsum("nd,...hd->...nh", X, params["W1"]) + params["b1"][..., None, :])
    return np.einsum("...nh,...oh->...no", hidden, params["W2"]) + params["b2"][..., None, :]


def slopes(params, X, Y):
    """How the loss changes along each entry of each parameter."""
    return slopes_along(params, X, 2 * (predictions(params, X) - Y) / Y.size)


def slopes_along(params, X, factors):
    """How the sum of the weighted predictions changes, by an exact complex step."""
    result = {}
    for name in NAMES:
        shape, size = params[name].shape, params[name].size
        one_moved_in_each = params[name] + 1e-30j * np.eye(size).reshape(size, *shape)
        changes = predictions({**params, name: one_moved_in_each}, X).imag / 1e-30
        result[name] = np.sum(factors * changes, axis=(1, 2)).reshape(shape)
    return result


def hidden_errors(params, X, Y):
    """How the loss changes with what goes into each tanh, one sample per row."""
    factors = 2 * (predictions(params, X) - Y) / Y.size
    rows = zip(X[:, None, :], factors[:, None, :], strict=True)
    return np.array([slopes_along(params, x, weights)["b1"] for x, weights in rows])

"""Right implementations of a neuron and a layer that look unusual."""

import numpy as np

from grader.variants import unusual


@unusual("a zip that is strict about lengths")
def weighted_sum(x, w, b):
    return sum((xi * wi for xi, wi in zip(x, w, strict=True)), b)


@unusual("a 0-d array as the number")
def weighted_sum(x, w, b):
    if x.shape != w.shape:
        raise ValueError(f"{x.shape} against {w.shape}")
    return np.asarray(np.einsum("i,i->", x, w) + b)


@unusual("the bias as one more weight of a constant input")
def weighted_sum(x, w, b):
    return np.dot(np.append(x, 1.0), np.append(w, b))


@unusual("matrix product of a row and a column, as a plain float")
def weighted_sum(x, w, b):
    return (x.reshape(1, -1) @ w.reshape(-1, 1)).item() + float(b)


@unusual("Python lists and an exact sum, with an error type of its own")
def weighted_sum(x, w, b):
    import math

    class LengthError(ValueError):
        pass

    if len(x) != len(w):
        raise LengthError("lengths differ")
    return math.fsum([p * q for p, q in zip(x.tolist(), w.tolist())] + [float(b)])


@unusual("a running total from the last input to the first")
def weighted_sum(x, w, b):
    if np.size(x) - np.size(w):
        raise ValueError("One weight per input, please")
    from functools import reduce

    return reduce(lambda total, i: total + w[-i] * x[-i], range(1, len(x) + 1), b)


@unusual("everything in one expression, without weighted_sum")
def neuron(x, w, b, activation):
    return activation(np.inner(x, w) + b)


@unusual("the activation is given an array of shape (1,)")
def neuron(x, w, b, activation):
    return activation(np.array([np.dot(x, w) + b]))[0]


@unusual("the activation is given a Python float, the answer is a 0-d array")
def neuron(x, w, b, activation):
    return np.array(activation(float(weighted_sum(x=x, w=w, b=b))))


@unusual("vectorised activation on a 0-d array")
def neuron(x, w, b, activation):
    return np.vectorize(activation)(np.asarray(weighted_sum(x, w, b)))


@unusual("a layer of one neuron for a batch of one")
def neuron(x, w, b, activation):
    return layer(x[None, :], w[None, :], np.reshape(b, (1,)), activation)[0, 0]


@unusual("a neuron for each entry")
def layer(X, W, b, activation):
    return np.array([[neuron(x, w, bj, activation) for w, bj in zip(W, b)] for x in X])


@unusual("neuron by neuron, column by column")
def layer(X, W, b, activation):
    return np.stack([[neuron(x, W[j], b[j], activation) for x in X] for j in range(len(b))], axis=1)


@unusual("an array made of a list of lists of plain floats")
def layer(X, W, b, activation):
    return np.array([[float(activation(weighted_sum(x, w, bj))) for w, bj in zip(W, b)] for x in X])


@unusual("an outer broadcast, summed over the inputs")
def layer(X, W, b, activation):
    return activation((X[:, None, :] * W[None, :, :]).sum(axis=-1) + b[None, :])


@unusual("named axes, and one row activated at a time")
def layer(X, W, b, activation):
    sums = np.einsum("nd,md->nm", X, W) + b
    return np.vstack([activation(row) for row in sums])


@unusual("neurons as rows until the very end")
def layer(X, W, b, activation):
    return activation((W @ X.T + b[:, np.newaxis]).T)


@unusual("the bias as one more weight, entries activated one by one")
def layer(X, W, b, activation):
    inputs = np.column_stack([X, np.ones(len(X))])
    sums = inputs @ np.column_stack([W, b]).T
    result = np.empty(sums.shape)
    for place in np.ndindex(sums.shape):
        result[place] = activation(sums[place])
    return result


@unusual("a layer of one linear neuron for a batch of one")
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return layer(x[None], w[None], np.array([b]), lambda z: z).item()


@unusual("a neuron without an activation")
def weighted_sum(x, w, b):
    def linear(x, w, b, activation):
        return activation(np.vdot(x, w) + b)

    if np.shape(x) != np.shape(w):
        raise ValueError("x and w must have the same shape")
    return linear(x, w, b, np.positive)

"""Right implementations of the forward and the backward pass that look unusual."""

import numpy as np

from grader.variants import unusual


@unusual("one sample, one neuron at a time, with the standard library's tanh")
def forward(params, X):
    import math

    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    hidden_rows, output_rows = [], []
    for x in X:
        hidden = [math.tanh(sum(w * x) + b) for w, b in zip(W1, b1, strict=True)]
        hidden_rows.append(hidden)
        output_rows.append([sum(w * hidden) + b for w, b in zip(W2, b2, strict=True)])
    Y_hat = np.array(output_rows)
    return Y_hat, (X, np.array(hidden_rows), Y_hat)


@unusual("biases as weights of a constant input, and a list of two as the pair")
def forward(params, X):
    ones = np.ones((len(X), 1))
    H = np.tanh(np.hstack([X, ones]) @ np.c_[params["W1"], params["b1"]].T)
    Y_hat = np.hstack([H, ones]) @ np.c_[params["W2"], params["b2"]].T
    return [Y_hat, [X.copy(), H, Y_hat.copy()]]


@unusual("columns for samples inside, einsum, and a cache that can be read once only")
def forward(params, X):
    H = np.tanh(np.einsum("hd,nd->hn", params["W1"], X) + params["b1"][:, None])
    Y_hat = (params["W2"] @ H + params["b2"].reshape(-1, 1)).T
    return Y_hat, (value for value in (X, H.T, Y_hat))


@unusual("a tanh of its own that cannot overflow, and a cache that is an object of its own")
def forward(params, X):
    class Cache:
        def __init__(self, *values):
            self.values = values

        def __iter__(self):
            return iter(self.values)

    def tanh(z):
        shrunk = np.exp(-2 * np.abs(z))
        return np.sign(z) * (1 - shrunk) / (1 + shrunk)

    H = tanh(np.inner(X, params["W1"]) + params["b1"])
    Y_hat = np.inner(H, params["W2"]) + params["b2"]
    return Y_hat, Cache(X, H, Y_hat)


@unusual("tanh as a rescaled sigmoid, warnings of NumPy switched off")
def forward(params, X):
    W1, b1, W2, b2 = map(params.get, ["W1", "b1", "W2", "b2"])
    with np.errstate(over="ignore"):
        H = 2 / (1 + np.exp(-2 * (X.dot(W1.T) + b1))) - 1
    Y_hat = np.add(H.dot(W2.T), b2)
    return Y_hat, [X, H, Y_hat]


@unusual("arrays filled in place, in Fortran order")
def forward(params, X):
    H = np.empty((len(X), len(params["b1"])), order="F")
    np.matmul(X, params["W1"].T, out=H)
    H += params["b1"]
    np.tanh(H, out=H)
    Y_hat = np.asfortranarray(np.tile(params["b2"], (len(X), 1)))
    Y_hat += H @ params["W2"].T
    return Y_hat, {0: X, 1: H, 2: Y_hat}.values()


@unusual("a squared length over the number of entries, as a NumPy scalar")
def mse(Y_hat, Y):
    if np.shape(Y_hat) != np.shape(Y):
        raise ValueError("shapes differ")
    return np.linalg.norm(Y_hat - Y) ** 2 / Y.size


@unusual("np.stack that refuses different shapes by itself")
def mse(Y_hat, Y):
    return float(np.mean(np.diff(np.stack([Y_hat, Y]), axis=0) ** 2))


@unusual("an exact sum of Python floats")
def mse(Y_hat, Y):
    import math

    if Y_hat.shape != Y.shape:
        raise ValueError(Y_hat.shape, Y.shape)
    squares = [(p - t) ** 2 for p, t in zip(Y_hat.flat, Y.flat, strict=True)]
    return math.fsum(squares) / len(squares)


@unusual("a mean of the samples' means, as a 0-d array, and an error of its own")
def mse(Y_hat, Y):
    class ShapeError(ValueError):
        """Shapes that do not fit."""

    if Y_hat.ndim != Y.ndim or not np.array_equal(Y_hat.shape, Y.shape):
        raise ShapeError("Les formes diffèrent.")
    return np.asarray(np.square(Y_hat - Y).mean(axis=1).mean())


@unusual("from moments: mean of squares, less twice the mean product, plus mean of squares")
def mse(Y_hat, Y):
    if not Y_hat.shape == Y.shape:
        raise ValueError("shape")
    return np.mean(Y_hat**2) - 2 * np.mean(Y_hat * Y) + np.mean(Y**2)


@unusual("one sample at a time, outer products added up")
def backward(params, cache, Y):
    total = {name: np.zeros_like(value) for name, value in params.items()}
    for x, hidden, answer, target in zip(*cache, Y, strict=True):
        delta = 2 * (answer - target)
        inner = (1 - hidden * hidden) * (params["W2"].T @ delta)
        total["W1"] += np.outer(inner, x)
        total["b1"] += inner
        total["W2"] += np.outer(delta, hidden)
        total["b2"] += delta
    return {name: value / Y.size for name, value in total.items()}


@unusual("the cache consumed in place, keys in another order, an ordered dict")
def backward(params, cache, Y):
    from collections import OrderedDict

    X, H, error = list(cache)
    error = error.copy()
    error -= Y
    error *= 2 / error.size
    slope = np.square(H)
    np.subtract(1, slope, out=slope)
    slope *= error @ params["W2"]
    b2, W2 = np.ones(len(Y)) @ error, (H.T @ error).T
    return OrderedDict(b2=b2, W2=W2, b1=np.ones(len(Y)) @ slope, W1=(X.T @ slope).T)


@unusual("everything but X worked out again, with layers as objects")
def backward(params, cache, Y):
    class Linear:
        def __init__(self, W, b):
            self.W, self.b = W, b

        def forward(self, X):
            self.X = X
            return X @ self.W.T + self.b

        def backward(self, error):
            self.dW, self.db = error.T @ self.X, error.sum(0)
            return error @ self.W

    first, second = Linear(params["W1"], params["b1"]), Linear(params["W2"], params["b2"])
    H = np.tanh(first.forward(next(iter(cache))))
    error = 2 * (second.forward(H) - Y) / Y.size
    first.backward(second.backward(error) * (1 - H**2))
    return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


@unusual("whole Jacobians by einsum, slope of tanh from cosh")
def backward(params, cache, Y):
    X, _, Y_hat = cache
    Z = X @ params["W1"].T + params["b1"]
    with np.errstate(over="ignore"):
        slope = 1 / np.cosh(Z) ** 2
    error = 2 * np.mean(np.stack([Y_hat - Y]), axis=0) / (Y.shape[0] * Y.shape[1])
    return {
        "W1": np.einsum("no,oh,nh,nd->hd", error, params["W2"], slope, X),
        "b1": np.einsum("no,oh,nh->h", error, params["W2"], slope),
        "W2": np.einsum("no,nh->oh", error, np.tanh(Z)),
        "b2": np.einsum("no->o", error),
    }


@unusual("forward called again, a constant input for the biases, slope as (1 + H)(1 - H)")
def backward(params, cache, Y):
    Y_hat, (X, H, _) = forward(params, next(iter(cache)))
    ones = np.ones((len(X), 1))
    error = (Y_hat - Y) / (0.5 * np.prod(Y.shape))
    hidden_error = (1 + H) * (1 - H) * np.dot(error, params["W2"])
    first = hidden_error.T @ np.append(X, ones, axis=1)
    second = error.T @ np.append(H, ones, axis=1)
    return dict(W1=first[:, :-1], b1=first[:, -1], W2=second[:, :-1], b2=second[:, -1])


@unusual("a namespace on the way, names of its own for the parameters")
def backward(params, cache, Y):
    from types import SimpleNamespace

    p = SimpleNamespace(**params)
    X, H, Y_hat = cache
    n, o = Y.shape
    d_out = (Y_hat - Y) * 2.0 / o / n
    d_hid = np.multiply(d_out @ p.W2, 1.0 - H**2)
    grads = [d_hid.T @ X, np.add.reduce(d_hid), d_out.T @ H, np.add.reduce(d_out)]
    return dict(zip(params, grads, strict=True))


@unusual("theta itself moved and moved back, index tuples from an iterator of NumPy")
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    walk = np.nditer(theta, flags=["multi_index"])
    for _ in walk:
        theta[walk.multi_index] += eps
        above = f(theta)
        theta[walk.multi_index] -= 2 * eps
        below = f(theta)
        theta[walk.multi_index] += eps
        gradient[walk.multi_index] = (above - below) / (2 * eps)
    return gradient


@unusual("rows of an identity matrix as the steps")
def numerical_gradient(f, theta, eps=1e-6):
    steps = eps * np.eye(theta.size).reshape(theta.size, *theta.shape)
    slopes = [(f(theta + step) - f(theta - step)) / eps / 2 for step in steps]
    return np.array(slopes).reshape(theta.shape)


@unusual("a flat view of a copy, both sides before the other entries, f at theta as well")
def numerical_gradient(f, theta, eps=1e-6):
    f(theta)
    point = np.array(theta)
    flat, slopes = point.reshape(-1), []
    for i, before in enumerate(flat.tolist()):
        values = []
        for side in (-1, +1):
            flat[i] = before + side * eps
            values.append(f(point.copy()))
        flat[i] = before
        slopes.append((values[1] - values[0]) / (2 * eps))
    return np.reshape(slopes, theta.shape)


@unusual("one dimension at a time, by recursion; a plain number for a 0-d theta")
def numerical_gradient(f, theta, eps=1e-6):
    if theta.ndim == 0:
        return (f(theta + eps) - f(theta - eps)) / (2 * eps)

    def along(i):
        def fixed(part):
            whole = theta.copy()
            whole[i] = part
            return f(whole)

        return numerical_gradient(fixed, np.asarray(theta[i]), eps)

    return np.array([along(i) for i in range(len(theta))])


@unusual("the mean of the slopes to the left and to the right, entries in reverse order")
def numerical_gradient(f, theta, eps=1e-6):
    import functools
    import itertools

    def moved(place, way):
        point = theta.copy()
        point[place] += way
        return point

    gradient, here = np.full_like(theta, np.nan), f(theta)
    places = itertools.product(*(range(side) for side in theta.shape))
    for place in reversed(list(places)):
        at = functools.partial(moved, place)
        ahead, behind = (f(at(eps)) - here) / eps, (here - f(at(-eps))) / eps
        gradient[place] = (ahead + behind) / 2
    return gradient


@unusual("mse called first, so that it can refuse other shapes")
def backward(params, cache, Y):
    X, H, Y_hat = cache
    mse(Y_hat, Y)
    output_error = 2 * (Y_hat - Y) / Y.size
    hidden_error = output_error @ params["W2"] * (1 - H**2)
    return {
        "W1": hidden_error.T @ X,
        "b1": hidden_error.sum(axis=0),
        "W2": output_error.T @ H,
        "b2": output_error.sum(axis=0),
    }


@unusual("gradients in an ordered dict, last layer first")
def backward(params, cache, Y):
    from collections import OrderedDict

    X, H, Y_hat = cache
    error = 2 * (Y_hat - Y) / Y.size
    gradients = OrderedDict(b2=error.sum(axis=0), W2=error.T @ H)
    error = error @ params["W2"] * (1 - H) * (1 + H)
    gradients.update(b1=error.sum(axis=0), W1=error.T @ X)
    return gradients

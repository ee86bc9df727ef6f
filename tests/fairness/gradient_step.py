"""Right implementations of the topic gradient_step that look unusual."""

import numpy as np

from grader.variants import unusual


@unusual("one sample after the other, in plain loops")
def mse_gradient(X, y, w, b):
    n, d = X.shape
    grad_w, grad_b = [0.0] * d, 0.0
    for i in range(n):
        error = sum(X[i, j] * w[j] for j in range(d)) + b - y[i]
        for j in range(d):
            grad_w[j] += 2 * error * X[i, j] / n
        grad_b += 2 * error / n
    return np.array(grad_w), grad_b


@unusual("the bias as one more weight, on a column of ones")
def mse_gradient(X, y, w, b):
    ones = np.column_stack([X, np.ones(len(X))])
    theta = np.append(w, b)
    gradient = np.matmul(ones.T, ones @ theta - y) * (2 / len(y))
    return gradient[:-1], gradient[-1]


@unusual("einsum, residual the other way round, a list of two, a bias of rank zero")
def mse_gradient(X, y, w, b):
    residual = y - np.einsum("nd,d->n", X, w) - b
    return [-2 * np.einsum("nd,n->d", X, residual) / y.size, np.array(-2 * np.mean(residual))]


@unusual("normal equations: the matrices of the quadratic first")
def mse_gradient(X, y, w, b):
    n = y.shape[0]
    mean_x = X.mean(axis=0)
    grad_w = 2 * (X.T @ X / n @ w + b * mean_x - X.T @ y / n)
    return grad_w, 2 * (mean_x @ w + b - y.mean())


@unusual("columns all along, flattened at the end")
def mse_gradient(X, y, w, b):
    error = X @ w.reshape(-1, 1) + b - y[:, np.newaxis]
    return (2 / len(X) * (X.T @ error)).ravel(), (2 * error.mean(axis=0))[0]


@unusual("lengths compared by hand, then indices")
def gradient_step(params, grads, lr):
    if not lr > 0 or len(params) != len(grads):
        raise ValueError("one gradient per parameter and a positive rate, please")
    moved = []
    for k in range(len(params)):
        moved.append(np.add(params[k], -lr * grads[k]))
    return moved


@unusual("copies that are moved in place")
def gradient_step(params, grads, lr):
    if len(params) != len(grads):
        raise ValueError("lengths differ")
    if lr <= 0:
        raise ValueError("lr must be positive")
    moved = [p.copy() for p in params]
    for p, g in zip(moved, grads):
        p -= lr * g
    return moved


@unusual("map, with an error of its own")
def gradient_step(params, grads, lr):
    class BadStep(ValueError):
        pass

    if len(params) - len(grads) or lr <= 0:
        raise BadStep(f"{len(params)} parameters, {len(grads)} gradients, rate {lr}")
    return list(map(lambda p, g: np.asarray(p - np.multiply(lr, g)), params, grads))


@unusual("zip tells by itself that the lengths differ, and the rate comes last")
def gradient_step(params, grads, lr):
    pairs = list(zip(params, grads, strict=True))
    if lr > 0:
        return [np.subtract(p, g * lr) for p, g in pairs]
    raise ValueError("uphill")


@unusual("formulas inline, on copies, with plain numbers")
def gradient_descent(X, y, w, b, lr, steps):
    w, b, losses = np.array(w, copy=True), float(b), []
    for _ in range(steps):
        error = X.dot(w) + b - y
        losses.append(error.dot(error) / len(error))
        w -= lr * 2 * error.dot(X) / len(error)
        b -= lr * 2 * error.sum() / len(error)
    return w, b, losses


@unusual("recursion, one step at a time")
def gradient_descent(X, y, w, b, lr, steps):
    if steps == 0:
        return w, b, []
    loss = np.square(X @ w + b - y).mean()
    grad_w, grad_b = mse_gradient(X, y, w, b)
    w, b, losses = gradient_descent(X, y, w - lr * grad_w, b - lr * grad_b, lr, steps - 1)
    return w, b, [loss, *losses]


@unusual("all places first, the losses from them afterwards, as an array, in a list")
def gradient_descent(X, y, w, b, lr, steps):
    places = [(w, b)]
    for _ in range(steps):
        places.append(gradient_step(places[-1], mse_gradient(X, y, *places[-1]), lr))
    losses = np.zeros(steps)
    for k, (w_k, b_k) in enumerate(places[:-1]):
        losses[k] = ((X @ w_k + b_k - y) ** 2).mean()
    return [*places[-1], losses]


@unusual("bias among the weights")
def gradient_descent(X, y, w, b, lr, steps):
    ones = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.concatenate([w, [b]])
    losses = ()
    while len(losses) < steps:
        error = ones @ theta - y
        losses += (np.mean(error**2),)
        theta = gradient_step([theta], [2 * ones.T @ error / len(y)], lr)[0]
    return theta[:-1], theta[-1], losses


@unusual("one parameter at a time, after both gradients")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    while steps > 0:
        losses.append(float(np.linalg.norm(X @ w + b - y) ** 2 / X.shape[0]))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        (w,) = gradient_step([w], [grad_w], lr)
        (b,) = gradient_step((np.array(b),), (np.array(grad_b),), lr)
        steps -= 1
    return w, np.array(b), losses


@unusual("the weights copied once, then moved in place; the bias is a number")
def gradient_descent(X, y, w, b, lr, steps):
    w, losses = w.copy(), []
    for _ in range(steps):
        error = X @ w + b - y
        losses.append(np.mean(error**2))
        w -= lr * 2 * X.T @ error / len(y)
        b -= lr * 2 * error.mean()
    return w, b, losses


@unusual("the good case first, and whatever is left diverges")
def learning_rate_verdict(losses):
    if len(losses) <= 1:
        raise ValueError("not enough losses")
    first, last = losses[0], losses[len(losses) - 1]
    if 2 * last <= first:
        return "converges"
    if last <= first:
        return "too slow"
    return "diverges"


@unusual("unpacking tells by itself that a loss is missing")
def learning_rate_verdict(losses):
    import math

    first, *_, last = losses
    if math.isnan(last) or math.isinf(last):
        return "diverges"
    return ("too slow" if last > 0.5 * first else "converges") if last <= first else "diverges"


@unusual("an array and a table of answers")
def learning_rate_verdict(losses):
    curve = np.asarray(losses, dtype=float).ravel()
    if curve.size < 2:
        raise ValueError("a curve has two ends")
    first, last = curve[[0, -1]]
    answers = ["converges", "too slow", "diverges"]
    return answers[int(not last <= first / 2) + int(not last <= first)]


@unusual("a ratio where there is one, and NaN caught by comparing it with itself")
def learning_rate_verdict(losses):
    losses = list(losses)
    if losses[1:] == []:
        raise ValueError(f"{len(losses)} losses make no curve")
    first, last = float(losses.pop(0)), float(losses.pop())
    if last != last or last - first > 0:
        return "diverges"
    return "too slow" if first > 0 and last / first > 0.5 else "converges"


@unusual("texts of NumPy, chosen by a condition")
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("two losses or more")
    first, last = losses[0], losses[-1]
    words = np.array(["diverges", "too slow", "converges"])
    return words[0 if not last <= first else 1 if last > first / 2 else 2]


@unusual("an enumeration of strings")
def learning_rate_verdict(losses):
    from enum import StrEnum

    class Verdict(StrEnum):
        DIVERGES = "diverges"
        TOO_SLOW = "too slow"
        CONVERGES = "converges"

    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not losses[-1] <= losses[0] or not np.isfinite(losses[-1]):
        return Verdict.DIVERGES
    return Verdict.TOO_SLOW if 2 * losses[-1] > losses[0] else Verdict.CONVERGES

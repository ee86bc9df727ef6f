"""Right implementations of the topic mini_batches that look unusual."""

import numpy as np

from grader.variants import unusual


@unusual("divmod, and one more if something is left")
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    full, rest = divmod(n, batch_size)
    return full + (rest > 0)


@unusual("rounding up with math.ceil")
def number_of_batches(n, batch_size):
    import math

    if not batch_size >= 1:
        raise ValueError(f"batch_size={batch_size}")
    return math.ceil(n / batch_size)


@unusual("the length of a range, and a NumPy integer")
def number_of_batches(n, batch_size):
    if batch_size <= 0:
        raise ValueError("no room")
    return np.int64(len(range(0, n, batch_size)))


@unusual("recursion, one batch at a time")
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return 0 if n <= 0 else 1 + number_of_batches(n - batch_size, batch_size)


@unusual("whole division of a negative number")
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("no batch has room for less than one")
    return -(-n // batch_size)


@unusual("an eager list of lists, with slices of shuffled copies")
def mini_batches(X, y, batch_size, rng=None):
    if X.shape[0] != y.shape[0] or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size < 1")
    if rng is not None:
        order = np.arange(len(y))
        rng.shuffle(order)
        X, y = X[order], y[order]
    return [[X[k : k + batch_size], y[k : k + batch_size]] for k in range(0, len(y), batch_size)]


@unusual("a class whose iterator checks late, and sorts by random keys")
def mini_batches(X, y, batch_size, rng=None):
    class Batches:
        def __iter__(self):
            if len(X) - len(y) or batch_size <= 0:
                raise ValueError("these samples can't be dealt out")
            keys = np.arange(len(X)) if rng is None else rng.random(len(X))
            order = np.argsort(keys)
            return iter(
                [(X[p], y[p]) for p in np.split(order, range(batch_size, len(X), batch_size))]
            )

    return Batches() if len(X) or len(y) else []


@unusual("x and y side by side in one table, shuffled as a whole")
def mini_batches(X, y, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    table = np.column_stack([X, y])
    if rng is not None:
        table = rng.permutation(table, axis=0)
    for start in range(0, table.shape[0], batch_size):
        rows = table[start : start + batch_size]
        yield rows[:, :-1].copy(), rows[:, -1].copy()


@unusual("islice on pairs, with a shuffle by hand")
def mini_batches(X, y, batch_size, rng=None):
    import itertools

    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    pairs = list(zip(X, y, strict=True))
    if rng is not None:
        for i in range(len(pairs) - 1, 0, -1):
            j = int(rng.integers(i + 1))
            pairs[i], pairs[j] = pairs[j], pairs[i]
    stream = iter(pairs)
    while batch := list(itertools.islice(stream, batch_size)):
        xs, ys = zip(*batch)
        yield np.array(xs), np.array(ys)


@unusual("zip of two lists of parts, with choice without replacement")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y):
        raise ValueError("lengths differ")
    count = number_of_batches(len(X), batch_size)
    order = slice(None) if rng is None else rng.choice(len(X), size=len(X), replace=False)
    X, y = X[order], y[order]
    ends = [min(len(X), (k + 1) * batch_size) for k in range(count)]
    starts = [k * batch_size for k in range(count)]
    return zip((X[a:e] for a, e in zip(starts, ends)), (y[a:e] for a, e in zip(starts, ends)))


@unusual("a tuple of pairs, from a child of the generator")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("lengths or batch size")
    order = list(range(len(X)))
    if rng is not None:
        order = rng.spawn(1)[0].permuted(order).tolist()
    parts = [order[k : k + batch_size] for k in range(0, len(order), batch_size)]
    return tuple((np.take(X, part, axis=0), np.take(y, part)) for part in parts)


@unusual("indices of its own, without mini_batches")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    indices = np.arange(len(y))
    if rng is not None:
        indices = rng.permutation(indices)
    while len(indices):
        now, indices = indices[:batch_size], indices[batch_size:]
        error = X[now].dot(w) + b - y[now]
        w, b = w - 2 * lr * (error[:, None] * X[now]).mean(axis=0), b - 2 * lr * np.mean(error)
    return [w, np.array(b)]


@unusual("one copy of w that moves in place, and a float")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    w = w.copy()
    b = float(b)
    for xs, ys in list(mini_batches(X, y, batch_size, rng=rng)):
        grad_w, grad_b = np.zeros_like(w), 0.0
        for x, target in zip(xs, ys):
            error = w @ x + b - target
            grad_w += 2 * error * x / len(ys)
            grad_b += 2 * error / len(ys)
        w -= lr * grad_w
        b -= lr * grad_b
    return w, b


@unusual("bias among the weights, batches from a shuffled table")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    table = np.column_stack([X, np.ones(len(X)), y])
    theta = np.append(w, b)
    if rng is not None:
        rng.shuffle(table)
    for k in range(number_of_batches(len(table), batch_size)):
        rows = table[k * batch_size : (k + 1) * batch_size]
        A, target = rows[:, :-1], rows[:, -1]
        theta = theta - lr * 2 / rows.shape[0] * A.T @ (A @ theta - target)
    return theta[:-1], theta[-1]


@unusual("recursion over batches")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    def walk(batches, w, b):
        batch = next(batches, None)
        if batch is None:
            return w, b
        xs, ys = batch
        residual = ys - xs @ w - b
        return walk(batches, w + lr * 2 * residual @ xs / ys.size, b + lr * 2 * residual.mean())

    return walk(iter(mini_batches(X, y, batch_size, rng)), w, b)


@unusual("an object that is asked for its batches by number")
class mini_batches:
    def __init__(self, X, y, batch_size, rng=None):
        if len(X) != len(y) or batch_size < 1:
            raise ValueError("unpaired samples, or no room in a batch")
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        self.X, self.y, self.batch_size = X[order], y[order], batch_size

    def __getitem__(self, number):
        start = number * self.batch_size
        if start >= len(self.X):
            raise IndexError(number)
        return self.X[start : start + self.batch_size], self.y[start : start + self.batch_size]


@unusual("samples shuffled first, then dealt out in order")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    if rng is not None:
        order = rng.permutation(len(y))
        X, y = X[order], y[order]
    for xs, ys in mini_batches(X, y, batch_size):
        error = xs @ w + b - ys
        w, b = w - 2 * lr * error @ xs / len(ys), b - 2 * lr * sum(error) / len(ys)
    return w, b


@unusual("indices dealt out in the place of targets")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for _, now in mini_batches(X, np.arange(len(y)), batch_size, rng):
        error = X[now] @ w + b - y[now]
        w, b = w - 2 * lr * X[now].T @ error / now.size, b - 2 * lr * error.mean()
    return w, b


@unusual("the weights copied once, then moved in place; the bias is a number")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    w = w.copy()
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w -= lr * 2 * X_batch.T @ error / len(y_batch)
        b -= lr * 2 * error.mean()
    return w, b

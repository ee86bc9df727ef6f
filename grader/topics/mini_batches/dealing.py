"""What deals of samples into batches tell: who meets whom, and where an epoch ends. Pure.

A batch is a pair `(X_batch, y_batch)` of shapes `(m, d)` and `(m,)`. An order is the places of all
samples as they come, a deal such an order cut into batches.
"""

from itertools import combinations, pairwise

import numpy as np


def sizes_of_batches(n, batch_size):
    """How many samples each batch holds: as many as it can, the last one what is left."""
    return [min(batch_size, n - start) for start in range(0, n, batch_size)]


def cut(order, batch_size):
    """An order, cut into batches."""
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def blocks(X, y, batch_size, count):
    """The first `count` batches of neighbours; those past the end are empty."""
    ends = [(k * batch_size, (k + 1) * batch_size) for k in range(count)]
    return [(X[start:end], y[start:end]) for start, end in ends]


def places_of(batches, X, y):
    """Which rows of X, and which entries of y, the batches hold, one after the other."""
    x_places = [int(np.abs(X - x).sum(axis=1).argmin()) for batch, _ in batches for x in batch]
    y_places = [int(np.abs(y - target).argmin()) for _, batch in batches for target in batch]
    return x_places, y_places


def holds_alike(batches, X, y):
    """Whether the batches together hold each sample as often as it was given, in any order."""

    def samples(batches):
        return sorted(
            (int(np.abs(X - x).sum(axis=1).argmin()), int(np.abs(np.unique(y) - target).argmin()))
            for X_batch, y_batch in batches
            for x, target in zip(X_batch, y_batch, strict=True)
        )

    return samples(batches) == samples([(X, y)])


def same_numbers(one, other):
    """Whether two results are the same, save for the order in which they were added up."""
    return np.shape(one) == np.shape(other) and np.allclose(
        one, other, rtol=1e-9, atol=1e-10, equal_nan=True
    )


def companies(order, batch_size):
    """Which samples meet in a batch, the order inside and that of the batches left out."""
    return {frozenset(batch) for batch in cut(order, batch_size)}


def groups_apart(orders, batch_size):
    """Into how many groups samples fall of which none ever shares a batch with another.

    With 40 samples in batches of 5, three shuffles leave more than one 1 time in 800 million.
    """
    groups: list[frozenset[int]] = []
    for batch in frozenset().union(*(companies(order, batch_size) for order in orders)):
        joined = [group for group in groups if group & batch]
        groups = [group for group in groups if not group & batch] + [batch.union(*joined)]
    return len(groups)


def followers(order):
    """How many samples come right after the one that they were given after."""
    return sum(after == (before + 1) % len(order) for before, after in pairwise(order))


def has_settled(deals, batch_size):
    """Whether a sample is in the batch that it would be in without a shuffle, in each deal."""
    stayed = [
        {place for k, batch in enumerate(deal) for place in batch if place // batch_size == k}
        for deal in deals
    ]
    return bool(set.intersection(*stayed))


def company_facts(deals, n, batch_size):
    """What the batches of several epochs tell; nothing where one of them can't be read."""
    if None in deals:
        return dict.fromkeys(("mixed", "loose", "unsettled"))
    company = [{frozenset(batch) for batch in deal} for deal in deals]
    neighbours = companies(range(n), batch_size)
    together = [
        sum({k, (k + 1) % n} <= batch for batch in each for k in range(n)) for each in company
    ]
    alike = all(deal == deals[0] for deal in deals)
    return {
        "mixed": any(each != neighbours for each in company),
        "loose": any(count <= n / 2 for count in together),
        "unsettled": alike or not has_settled(deals, batch_size),
    }


def batches_from_weights(got, y, w, b, lr, batch_size):
    """The batches of an epoch with one feature for each sample, read off the weights; else None.

    Each weight has moved once, and tells the bias that its sample met. Those that met the same one
    shared a batch, and what those samples are tells the bias that the next batch met.
    """
    batches, left = [], list(range(len(y)))
    while left:
        m = min(batch_size, len(left))
        met = y - w - (np.ravel(got) - w) * m / (2 * lr)
        batch = [place for place in left if abs(met[place] - b) < 1e-8]
        if len(batch) != m:
            return None
        b = b - 2 * lr * np.mean((w + b - y)[batch])
        left = [place for place in left if place not in batch]
        batches.append(batch)
    return batches


def every_deal(samples, batch_size):
    """Every way to deal samples out into full batches and a last one, the order inside left out."""
    if not samples:
        yield []
        return
    for batch in combinations(samples, min(batch_size, len(samples))):
        left = [sample for sample in samples if sample not in batch]
        yield from ([batch, *rest] for rest in every_deal(left, batch_size))


def epoch_of(batches, w, b, lr):
    """A step after each batch; an empty one gives NaN, as a mean over nothing does."""
    with np.errstate(all="ignore"):
        for X, y in batches:
            error = X @ w + b - y
            w = w - 2 * lr * np.divide(X.T @ error, len(y))
            b = b - 2 * lr * np.divide(error.sum(), error.size)
    return w, b


def epoch_of_deal(X, y, deal, w, b, lr):
    """The same in batches that are told by the places of their samples."""
    return epoch_of([(X[list(batch)], y[list(batch)]) for batch in deal], w, b, lr)

"""What a student's `mini_batches` deals out: read, put on record, held to what it should be."""

import numpy as np

from grader.judge.suite import assert_close, require
from grader.topics.mini_batches.dealing import (
    blocks,
    cut,
    has_settled,
    holds_alike,
    places_of,
    same_numbers,
    sizes_of_batches,
)

NO_LOOP = "mini_batches should give something to loop over; it gives {got}."
NO_PAIR = (
    "Each batch should be a pair, X_batch of shape (m, d) and y_batch of shape (m,); one is {got}."
)
KEPT_ORDER = "With a generator, the samples come in the order in which they were given."
SAME_AGAIN = "The next call with the same generator gives the same order again."
NOT_SEEDED = "Two generators with the same seed give different orders."
SAME_COMPANY = "However often you shuffle, the same samples share a batch."
STRUNG_TOGETHER = (
    "However often you shuffle, most samples follow the one that they followed before."
)
SETTLED = "However often you shuffle, some samples never leave the batch that they begin in."


def generator(remote, seed):
    """A generator in the worker, or None without a seed."""
    return None if seed is None else remote.numpy.random.default_rng.keep(seed)


def observe_facts(student, facts):
    """Put facts on record, by their names."""
    for name, fact in facts.items():
        student.observe(name, fact)


def pairs_of(got, X):
    """What was dealt out, as it came."""
    require(isinstance(got, list | tuple) or hasattr(got, "type_name"), NO_LOOP, got=got)
    batches = list(got)
    for each in batches:
        require(is_batch(each, X), NO_PAIR, got=each)
    return batches


def is_batch(each, X):
    """Whether something is a pair of as many rows like those of X and numbers."""
    if not isinstance(each, tuple | list) or len(each) != 2:
        return False
    try:
        X_batch, y_batch = (np.asarray(part) for part in each)
    except ValueError:
        return False
    numbers = X_batch.dtype.kind in "fiu" and y_batch.dtype.kind in "fiu"
    return numbers and y_batch.ndim == 1 and X_batch.shape == (len(y_batch), *X.shape[1:])


def batches_of(got, X):
    """What was dealt out, as pairs of arrays."""
    return [(np.asarray(X_batch), np.asarray(y_batch)) for X_batch, y_batch in pairs_of(got, X)]


def first_batch(student, remote, *args):
    """The answer of a call, or of asking for its first batch if the call itself raised nothing."""
    answer = student.mini_batches.ask(*args)
    return remote.probes.take.ask(answer.value, 1) if answer.error is None else answer


def order_of(student, X, y, batch_size, rng):
    """In which order one call deals the rows of X out."""
    return places_of(batches_of(student.mini_batches(X, y, batch_size, rng), X), X, y)[0]


def alike_samples(draw):
    """Samples with targets 0 and 1: one is there twice, another once with each target."""
    X, y = draw.normal(10, 2), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    X[4], X[6] = X[3], X[2]
    return X, y


def note_samples(student, draw, n, batch_size, rng=None):
    """Put on record what becomes of many samples, before anything is held against it."""
    X, y = draw.normal(n, 2), draw.normal(n)
    batches = batches_of(student.mini_batches(X, y, batch_size, rng), X)
    x_places, y_places = places_of(batches, X, y)
    student.observe("sizes", [len(y_batch) for _, y_batch in batches])
    student.observe("in order", y_places == sorted(y_places))
    student.observe("an x more than once", len(set(x_places)) < len(x_places))
    student.observe("a y more than once", len(set(y_places)) < len(y_places))
    student.observe("an x beside another's y", x_places != y_places)


def note_dimensions(student, draw):
    """Put on record how many dimensions a batch of a single column has."""
    batches = student.mini_batches(draw.normal(4, 1), draw.normal(4), 2)
    found = list(batches) if hasattr(batches, "__iter__") else []
    ranks = [np.ndim(each[0]) for each in found if isinstance(each, tuple | list) and each]
    student.observe("dimensions of a batch of one column", ranks)


def note_one_sample(student, draw):
    """Put on record how many dimensions the batch of a single sample has."""
    batches = student.mini_batches(draw.normal(1, 2), draw.normal(1), 3)
    found = list(batches) if hasattr(batches, "__iter__") else []
    pairs = [each for each in found if isinstance(each, tuple | list)]
    ranks = [[part.ndim for part in each if isinstance(part, np.ndarray)] for each in pairs]
    student.observe("dimensions of the batch of one sample", ranks)


def note_alike(student, X, y, batch_size, rng=None):
    """Put on record what becomes of samples that have an x or a y in common."""
    batches = batches_of(student.mini_batches(X, y, batch_size, rng), X)
    student.observe("sizes of batches of alike samples", [len(targets) for _, targets in batches])
    student.observe("alike samples kept", holds_alike(batches, X, y))


def before_and_after(student, remote, X, y, *others):
    """What the batches of one call hold, before and after the next call deals out others."""
    deal = remote.builtins.list.keep(student.mini_batches.keep(X, y, 3))
    before = _as_data(deal, X)
    remote.builtins.list.keep(student.mini_batches.keep(*others, 3))
    return before, _as_data(deal, X)


def _as_data(deal, X):
    return [(X_batch.tolist(), y_batch.tolist()) for X_batch, y_batch in batches_of(deal, X)]


def check_in_order(student, X, y, batch_size):
    """Hold that samples are dealt out in full batches of neighbours, the last one smaller."""
    batches = batches_of(student.mini_batches(X, y, batch_size), X)
    check_sizes(student, batches, len(X), batch_size)
    expected = blocks(X, y, batch_size, len(batches))
    for batch, (X_batch, y_batch) in zip(batches, expected, strict=True):
        check_batch(batch, X_batch, y_batch)


def check_batch(batch, X_batch, y_batch):
    """Hold what one batch holds."""
    assert_close(batch[0], X_batch, of="the X of a batch")
    assert_close(batch[1], y_batch, of="the y of a batch")


def check_sizes(student, batches, n, batch_size):
    """Hold how large the batches are, or that they are as many as the student counts."""

    def by_own_count():
        count = student.number_of_batches(n, batch_size)
        return [len(block) for block, _ in blocks(range(n), range(n), batch_size, count)]

    own = [by_own_count] if student.uses("mini_batches", "number_of_batches") else []
    sizes = [len(y_batch) for _, y_batch in batches]
    assert_close(sizes, sizes_of_batches(n, batch_size), also=own, of="the sizes of the batches")


def any_sample_settles(student, remote, draw):
    """Whether some sample is at each of ten calls in the batch that it would be in unshuffled.

    With 42 samples in batches of 5, the last one smaller, that happens by chance 1 time in 43
    million.
    """
    X, y, rng = draw.normal(42, 2), draw.normal(42), generator(remote, draw.seed())
    orders = [order_of(student, X, y, 5, rng) for _ in range(10)]
    return has_settled([cut(order, 5) for order in orders], 5)


def chance_facts(run, in_order, remote, seed):
    """Three runs with one generator, and what they and a run with another tell."""
    rng = generator(remote, seed)
    runs = [run(rng) for _ in range(3)]
    again = run(generator(remote, seed))
    facts = {
        "shuffled": not all(same_numbers(each, in_order) for each in runs),
        "anew": not all(same_numbers(each, runs[0]) for each in runs),
        "seeded": same_numbers(again, runs[0]),
    }
    return runs, facts


def check_chance(facts):
    """Hold that the order is a shuffled one, another at each call, and the generator's."""
    for fact, sentence in (("shuffled", KEPT_ORDER), ("anew", SAME_AGAIN), ("seeded", NOT_SEEDED)):
        require(facts[fact], sentence)

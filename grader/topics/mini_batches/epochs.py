"""Where a student's `sgd_epoch` should end: in batches in order, in any, in those of its own."""

from functools import cache, partial

import numpy as np

from grader.judge.suite import assert_array, assert_close, require, unpack
from grader.topics.mini_batches.batches import (
    SAME_COMPANY,
    SETTLED,
    STRUNG_TOGETHER,
    as_dealt,
    batches_of,
    chance_facts,
    generator,
    is_batch,
    observe_facts,
    order_of,
)
from grader.topics.mini_batches.dealing import (
    batches_from_weights,
    blocks,
    company_facts,
    epoch_of,
    epoch_of_deal,
    every_deal,
)

TAKE_NO_PART = "With a generator, {missing} of {n} samples take no part in the epoch."
NO_NUMBERS = "w and b should be numbers after the epoch; sgd_epoch gives {got}."


def draw_problem(draw, n, d):
    """Samples, targets, weights, a bias and a learning rate."""
    return draw.normal(n, d), draw.normal(n), draw.normal(d), draw.scalar(), 0.15


def epoch_in_order(problem, batch_size):
    """W and b after an epoch in batches of neighbours."""
    X, y, *start = problem
    return epoch_of(blocks(X, y, batch_size, -(-len(X) // batch_size)), *start)


def _in_batches(batches, start):
    """The epoch in batches of the student's own, as exact as those are."""
    dtypes = [part.dtype for batch in batches for part in batch if part.dtype.kind == "f"]
    exactness = min(dtypes, key=lambda dtype: dtype.itemsize, default=float)
    return [np.asarray(part).astype(exactness) for part in epoch_of(batches, *start)]


def w_and_b(got):
    """The two results, once they are known to be two, and numbers."""
    parts = unpack(got, "w", "b")
    numbers = all(isinstance(part, int | float | np.number | np.ndarray) for part in parts)
    require(numbers, NO_NUMBERS, got=got)
    return parts


def check_epoch(student, problem, batch_size):
    """Compare with an epoch in order, or with what the student's own mini_batches makes of it."""
    answer = student.sgd_epoch.ask(*problem, batch_size)
    if answer.error is None:
        check_parts(student, w_and_b(answer.value), problem, batch_size)
    else:
        improper = partial(_if_improper, student, problem, batch_size, answer)
        own = [improper] if student.uses("sgd_epoch", "mini_batches") else []
        assert_close(answer, 0, also=own)


def _if_improper(student, problem, batch_size, answer):
    """The answer of an epoch, where the student's own mini_batches gives it no batches to use."""
    X, y, *_ = problem
    batches = list(student.mini_batches(X, y, batch_size))
    return None if all(is_batch(each, X) for each in batches) else answer


def check_parts(student, got, problem, batch_size):
    """Hold where an epoch without a generator ends."""
    expected = epoch_in_order(problem, batch_size)
    for part in (0, 1):
        own = _own_epochs(student, problem, batch_size, part)
        assert_close(got[part], expected[part], also=own, of="wb"[part])


def _own_epochs(student, problem, batch_size, part):
    """W or b after an epoch in the student's own batches, or in as many as its own count says.

    Where its own batches are shuffled although there is no generator, any order will do.
    """
    X, y, *start = problem

    def in_own_batches():
        return _in_batches(as_dealt(student.mini_batches(X, y, batch_size)), start)[part]

    def by_own_count():
        count = student.number_of_batches(len(X), batch_size)
        return epoch_of(blocks(X, y, batch_size, count), *start)[part]

    @cache
    def keeps_order():
        X, y = np.arange(24.0).reshape(12, 2), np.arange(12.0)
        return order_of(student, X, y, 1, None) == list(range(12))

    def if_shuffled(deal):
        return None if keeps_order() else epoch_of_deal(X, y, deal, *start)[part]

    if student.uses("sgd_epoch", "mini_batches"):
        yield in_own_batches
        yield from (partial(if_shuffled, deal) for deal in every_deal(range(len(X)), batch_size))
    if student.uses("sgd_epoch", "number_of_batches"):
        yield by_own_count


def check_some_order(student, remote, got, problem, batch_size, seed):
    """Compare with the epoch that comes nearest, of those in any order of the samples."""
    X, y, *start = problem

    def distance(end):
        return np.abs(np.append(*end) - np.resize(np.append(*got), X.shape[1] + 1)).sum()

    def nearest(count):
        deals = (deal[:count] for deal in every_deal(range(len(X)), batch_size))
        return min((epoch_of_deal(X, y, deal, *start) for deal in deals), key=distance)

    @cache
    def in_own_batches():
        rng = generator(remote, seed)
        return _in_batches(as_dealt(student.mini_batches(X, y, batch_size, rng)), start)

    def in_own_number():
        return nearest(student.number_of_batches(len(X), batch_size))

    expected = nearest(len(X))
    for part in (0, 1):
        own = {
            "mini_batches": lambda part=part: in_own_batches()[part],
            "number_of_batches": lambda part=part: in_own_number()[part],
        }
        also = [work_out for name, work_out in own.items() if student.uses("sgd_epoch", name)]
        assert_close(got[part], expected[part], also=also, of="wb"[part])


def own_chance_facts(student, remote, problem, in_order, seed):
    """Those facts of an epoch in the student's own batches, worked out when they are asked for."""
    X, y, *start = problem

    def run(rng):
        return np.append(*epoch_of(as_dealt(student.mini_batches(X, y, 1, rng)), *start))

    @cache
    def facts():
        if student.uses("sgd_epoch", "number_of_batches"):
            count = student.number_of_batches(len(X), 1)
            if count != len(X):
                return {"shuffled": False, "anew": False, "seeded": False}
        if student.uses("sgd_epoch", "mini_batches"):
            return chance_facts(run, in_order, remote, seed)[1]
        return {}

    return facts


def check_all_take_part(student, remote, draw):
    """With one feature for each sample, a weight moves if and only if its sample takes part."""
    n, batch_size, seed = 30, 4, draw.seed()
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15
    got, _ = w_and_b(student.sgd_epoch(X, y, w, b, lr, batch_size, generator(remote, seed)))
    assert_array(got, (n,))
    missing = int(np.sum(got == w))
    student.observe("some samples take no part", missing > 0)

    def missing_already():
        rng = generator(remote, seed)
        batches = batches_of(student.mini_batches(X, y, batch_size, rng), X)
        return len({place for X_batch, _ in batches for place in X_batch.argmax(axis=1)}) < n

    def not_counted():
        return student.number_of_batches(n, batch_size) < 8

    own = {"mini_batches": missing_already, "number_of_batches": not_counted}
    also = [work_out for name, work_out in own.items() if student.uses("sgd_epoch", name)]
    require(not missing, TAKE_NO_PART, also=also, missing=missing, n=n)


def check_company(student, remote, draw):
    """Hold which samples share a batch of an epoch to what it is held to in mini_batches.

    Nine epochs of 42 samples in batches of 4: that one of them never leaves the batch that it
    begins in happens by chance 1 time in 38 million.
    """
    n, batch_size, seed = 42, 4, draw.seed()
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15

    def deal(rng):
        got, _ = w_and_b(student.sgd_epoch(X, y, w, b, lr, batch_size, rng))
        assert_array(got, (n,))
        return batches_from_weights(got, y, w, b, lr, batch_size)

    def own_deal(rng):
        batches = as_dealt(student.mini_batches(X, y, batch_size, rng))
        return [X_batch.argmax(axis=1).tolist() for X_batch, _ in batches]

    def company(deal):
        rng = generator(remote, seed)
        return company_facts([deal(rng) for _ in range(9)], n, batch_size)

    facts = company(deal)
    observe_facts(student, facts)
    own = cache(partial(company, own_deal))
    for fact, sentence in (
        ("mixed", SAME_COMPANY),
        ("loose", STRUNG_TOGETHER),
        ("unsettled", SETTLED),
    ):
        also = [lambda fact=fact: own()[fact] is False]
        used = student.uses("sgd_epoch", "mini_batches")
        require(facts[fact] is not False, sentence, also=also if used else [])

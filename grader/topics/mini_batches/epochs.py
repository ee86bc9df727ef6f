"""Where a student's `sgd_epoch` should end: in batches in order, in any, in those of its own."""

from functools import partial

import numpy as np

from grader.judge.suite import assert_array, assert_close, either, require, unpack
from grader.topics.mini_batches.batches import (
    SAME_COMPANY,
    SETTLED,
    STRUNG_TOGETHER,
    chance_facts,
    check_chance,
    generator,
    observe_facts,
)
from grader.topics.mini_batches.dealing import (
    batches_from_weights,
    blocks,
    company_facts,
    cut,
    epoch_of,
    epoch_of_deal,
    every_deal,
)

TAKE_NO_PART = "With a generator, {missing} of {n} samples take no part in the epoch."
NO_NUMBERS = "w and b should be numbers after the epoch; sgd_epoch gives {got}."
CALLS_NONE = "sgd_epoch calls neither mini_batches nor number_of_batches."
OTHER_SIZE = "sgd_epoch asks mini_batches for batches of {got} samples, and was given {wanted}."
OTHER_GENERATOR = "sgd_epoch does not hand its generator on to mini_batches."


def draw_problem(draw, n, d):
    """Samples, targets, weights, a bias and a learning rate."""
    return draw.normal(n, d), draw.normal(n), draw.normal(d), draw.scalar(), 0.15


def epoch_in_order(problem, batch_size):
    """W and b after an epoch in batches of neighbours."""
    X, y, *start = problem
    return epoch_of(blocks(X, y, batch_size, -(-len(X) // batch_size)), *start)


def w_and_b(got):
    """The two results, once they are known to be two, and numbers."""
    parts = unpack(got, "w", "b")
    numbers = all(isinstance(part, int | float | np.number | np.ndarray) for part in parts)
    require(numbers, NO_NUMBERS, got=got)
    return parts


def check_epoch(student, remote, problem, batch_size):
    """Compare with an epoch in order."""
    either(
        lambda: check_parts(student.sgd_epoch(*problem, batch_size), problem, batch_size),
        lambda: check_with_right_parts(student, remote, problem, batch_size),
    )


def check_parts(got, problem, batch_size):
    """Hold where an epoch without a generator ends."""
    _check_end(got, epoch_in_order(problem, batch_size))


def check_with_right_parts(student, remote, problem, batch_size):
    """The same of an epoch that calls others, with right ones in the place of the student's."""
    n = len(problem[0])
    if student.uses("sgd_epoch", "mini_batches"):
        _check_deal(student, remote, problem, batch_size, cut(range(n), batch_size))
    else:
        require(student.uses("sgd_epoch", "number_of_batches"), CALLS_NONE)
        epoch = _epoch_by_right_count(student, remote, n, batch_size)
        check_parts(epoch(*problem, batch_size), problem, batch_size)


def check_chance_in_epochs(student, remote, draw):
    """Hold what a generator does to epochs."""
    check = partial(_check_chance, student, remote, draw)

    def with_right_parts():
        if student.uses("sgd_epoch", "mini_batches"):
            either(
                lambda: _check_deals(student, remote, draw),
                lambda: check(partial(_epoch_in_order, student, remote)),
            )
        else:
            require(student.uses("sgd_epoch", "number_of_batches"), CALLS_NONE)
            check(partial(_epoch_by_right_count, student, remote))

    either(lambda: check(lambda *_: student.sgd_epoch), with_right_parts)


def _check_end(got, expected):
    for part, wanted, name in zip(w_and_b(got), expected, "wb", strict=True):
        assert_close(part, wanted, of=name)


def _epoch_by_right_count(student, remote, n, batch_size):
    """The student's epoch, with the right number of batches in the place of its own."""
    count = remote.probes.Always(-(-n // batch_size))
    return remote.probes.with_another(student.sgd_epoch, student.number_of_batches, count)


def _epoch_in_order(student, remote, n, batch_size):
    """The student's epoch, dealt out in order what it gives: it may have shuffled that itself."""
    deal = remote.probes.Deal([list(places) for places in cut(range(n), batch_size)])
    return remote.probes.with_another(student.sgd_epoch, student.mini_batches, deal)


def _check_deals(student, remote, draw):
    """Hold that an epoch goes through the batches that it is dealt, and has a generator deal."""
    for n, batch_size in ((5, 2), (6, 4), (4, 1)):
        deal, rng = cut(draw.rng.permutation(n), batch_size), generator(remote, draw.seed())
        _check_deal(student, remote, draw_problem(draw, n, 2), batch_size, deal, rng)


def _check_deal(student, remote, problem, batch_size, deal, rng=None):
    """Hold where an epoch ends whose batches are these, and what it asked for."""
    X, y, *start = problem
    stand_in = remote.probes.Deal([[int(place) for place in batch] for batch in deal])
    epoch = remote.probes.with_another(student.sgd_epoch, student.mini_batches, stand_in)
    _check_end(epoch(*problem, batch_size, rng), epoch_of_deal(X, y, deal, *start))
    asked = stand_in.get("batch_size")
    require(asked == batch_size, OTHER_SIZE, got=asked, wanted=batch_size)
    same = remote.operator.is_(stand_in.keep_attribute("rng"), rng)
    require(same, OTHER_GENERATOR)


def _check_chance(student, remote, draw, epoch_for):
    """Hold that an epoch takes all samples, in an order that its generator chooses, anew each time.

    Which epoch is asked for n samples and a batch size, `epoch_for(n, batch_size)` tells.
    """
    for n, batch_size in ((3, 1), (5, 2), (5, 2), (5, 2), (5, 2)):
        problem, rng = draw_problem(draw, n, 2), generator(remote, draw.seed())
        got = w_and_b(epoch_for(n, batch_size)(*problem, batch_size, rng))
        _check_some_order(got, problem, batch_size)
    _check_all_take_part(student, remote, draw, epoch_for(30, 4))
    epoch, problem = epoch_for(7, 1), draw_problem(draw, 7, 2)

    def run(rng):
        return np.append(*w_and_b(epoch(*problem, 1, rng)))

    in_order = np.append(*epoch_in_order(problem, 1))
    _, facts = chance_facts(run, in_order, remote, draw.seed())
    observe_facts(student, facts)
    check_chance(facts)
    _check_company(student, remote, draw, epoch_for(42, 4))


def _check_some_order(got, problem, batch_size):
    """Compare with the epoch that comes nearest, of those in any order of the samples."""
    X, y, *start = problem

    def distance(end):
        return np.abs(np.append(*end) - np.resize(np.append(*got), X.shape[1] + 1)).sum()

    ends = (epoch_of_deal(X, y, deal, *start) for deal in every_deal(range(len(X)), batch_size))
    _check_end(got, min(ends, key=distance))


def _check_all_take_part(student, remote, draw, epoch):
    """With one feature for each sample, a weight moves if and only if its sample takes part."""
    n, batch_size, seed = 30, 4, draw.seed()
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15
    got, _ = w_and_b(epoch(X, y, w, b, lr, batch_size, generator(remote, seed)))
    assert_array(got, (n,))
    missing = int(np.sum(got == w))
    student.observe("some samples take no part", missing > 0)
    require(not missing, TAKE_NO_PART, missing=missing, n=n)


def _check_company(student, remote, draw, epoch):
    """Hold which samples share a batch of an epoch to what it is held to in mini_batches.

    Nine epochs of 42 samples in batches of 4: that one of them never leaves the batch that it
    begins in happens by chance 1 time in 38 million.
    """
    n, batch_size, rng = 42, 4, generator(remote, draw.seed())
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15
    deals = []
    for _ in range(9):
        got, _ = w_and_b(epoch(X, y, w, b, lr, batch_size, rng))
        assert_array(got, (n,))
        deals.append(batches_from_weights(got, y, w, b, lr, batch_size))
    facts = company_facts(deals, n, batch_size)
    observe_facts(student, facts)
    for fact, sentence in (
        ("mixed", SAME_COMPANY),
        ("loose", STRUNG_TOGETHER),
        ("unsettled", SETTLED),
    ):
        require(facts[fact] is not False, sentence)

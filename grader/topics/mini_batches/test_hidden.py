"""Hidden suite of the topic mini_batches."""

from functools import cache, partial
from itertools import combinations, pairwise, product

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_int,
    assert_raises,
    assert_unchanged,
    core,
    criterion,
    require,
    unpack,
)

NO_LOOP = "mini_batches should give something to loop over; it gives {got}."
NO_PAIR = (
    "Each batch should be a pair, X_batch of shape (m, d) and y_batch of shape (m,); one is {got}."
)
TAKE_NO_PART = "With a generator, {missing} of {n} samples take no part in the epoch."
TWICE = "With a generator, at least one sample is in the batches more than once."
APART = "With a generator, an x is no longer beside its own y."
KEPT_ORDER = "With a generator, the samples come in the order in which they were given."
SAME_AGAIN = "The next call with the same generator gives the same order again."
NOT_SEEDED = "Two generators with the same seed give different orders."
SAME_COMPANY = "However often you shuffle, the same samples share a batch."
STRUNG_TOGETHER = (
    "However often you shuffle, most samples follow the one that they followed before."
)
SETTLED = "However often you shuffle, some samples never leave the batch that they begin in."
APART_FOR_GOOD = "However often you shuffle, some samples never share a batch with certain others."
ALIKE = (
    "With a generator, where samples have an x or a y in common, the batches no longer hold each "
    "sample as often as it was given."
)
REUSED = "The batches that one call gives are overwritten by the next call."
W_REUSED = "The w that one call gives is overwritten by the next call."
NO_ARRAYS = "Each batch should be a pair of NumPy arrays; lists of numbers are none."
CHANGES = "After looping over the batches, the caller's {name} is no longer what it was."
NO_NUMBERS = "w and b should be numbers after the epoch; sgd_epoch gives {got}."


@core("number_of_batches", points=1)
def test_counts_a_smaller_last_batch_too(student):
    """As many batches as cover all samples, the last one possibly smaller."""
    for n, batch_size in ((1, 1), (2, 1), (3, 2), (4, 2), (2, 5), (7, 3), (8, 3), (9, 3)):
        _check_count(student, n, batch_size)
    for n, batch_size in ((100, 10), (101, 10), (99, 10), (600, 64), (1_000, 7), (10_001, 10_000)):
        _check_count(student, n, batch_size)


@criterion("number_of_batches", points=0.5)
def test_count_is_an_int(student):
    """Called by its arguments' names, it gives an int, and 0 for no samples."""
    for n, batch_size, count in ((4, 2, 2), (5, 2, 3), (0, 1, 0), (0, 4, 0)):
        got = student.number_of_batches(n=n, batch_size=batch_size)
        student.observe("the count is whole and an int", isinstance(got, int | np.integer))
        assert_int(got)
        assert_close(got, count, also=_own_deal(student, n, batch_size))


@criterion("number_of_batches", points=0.5)
def test_count_refuses_batches_without_room(student, remote):
    """A batch_size of zero or below raises ValueError."""
    for n, batch_size in ((3, 0), (3, -1), (3, -3), (7, -2), (0, 0), (0, -1)):
        deal = partial(_first_batch, student, remote, np.zeros((n, 1)), np.zeros(n), batch_size)
        own = [deal] if student.uses("number_of_batches", "mini_batches") else []
        assert_raises("ValueError", student.number_of_batches, n, batch_size, also=own)


@core("mini_batches", points=2, derived=True)
def test_deals_in_order_without_generator(student, draw):
    """Without a generator, full batches of neighbours in the order given, each x with its y."""
    _note(student, draw, 12, 4)
    _note_dimensions(student, draw)
    alike_X, alike_y = _alike(draw)
    _note_alike(student, alike_X, alike_y, 5)
    for n, batch_size, d in ((2, 1, 3), (4, 2, 3), (6, 3, 2), (5, 5, 2), (4, 2, 1), (12, 4, 5)):
        _check_in_order(student, draw.normal(n, d), draw.normal(n), batch_size)
    _check_in_order(student, alike_X, alike_y, 5)


@criterion("mini_batches", points=0.5, derived=True)
def test_last_batch_holds_what_is_left(student, draw):
    """The last batch holds what is left, be it less than batch_size; no samples make no batches."""
    _note(student, draw, 14, 4)
    _note_one_sample(student, draw)
    for n, batch_size, d in (
        (1, 3, 2),
        (1, 1, 3),
        (3, 2, 2),
        (2, 3, 4),
        (7, 3, 2),
        (8, 3, 2),
        (5, 100, 3),
        (0, 3, 2),
    ):
        _check_in_order(student, draw.normal(n, d), draw.normal(n), batch_size)


@criterion("mini_batches", points=0.5, derived=True)
def test_shuffling_loses_nothing(student, remote, draw):
    """With a generator, each sample is dealt out exactly once, its x beside its y."""
    _note(student, draw, 40, 6, _generator(remote, draw.seed()))
    (alike_X, alike_y), seed = _alike(draw), draw.seed()
    _note_alike(student, alike_X, alike_y, 4, _generator(remote, seed))
    for n, batch_size, d in ((1, 2, 2), (5, 2, 3), (3, 2, 1), (40, 6, 2), (2, 9, 2), (0, 3, 2)):
        X, y = draw.normal(n, d), draw.normal(n)
        rng = _generator(remote, draw.seed())
        batches = _batches(student.mini_batches(X, y, batch_size, rng), X)
        x_places, y_places = _places(batches, X, y)
        _check_sizes(student, batches, n, batch_size)
        require(x_places == y_places, APART)
        require(len(set(x_places)) == len(x_places), TWICE)
        for batch in batches:
            places, _ = _places([batch], X, y)
            _check_batch(batch, X[places], y[places])
    batches = _batches(student.mini_batches(alike_X, alike_y, 4, _generator(remote, seed)), alike_X)
    _check_sizes(student, batches, len(alike_y), 4)
    require(_holds_alike(batches, alike_X, alike_y), ALIKE)


@criterion("mini_batches", points=0.5, derived=True)
def test_shuffling_is_the_generators(student, remote, draw):
    """The generator shuffles all samples, anew at each call, and alike for equal seeds."""
    X, y = draw.normal(40, 2), draw.normal(40)
    orders, facts = _chance(partial(_order, student, X, y, 5), range(40), remote, draw.seed())
    _observe(student, facts)
    neighbours = _company(range(40), 5)
    mixed = any(_company(order, 5) != neighbours for order in orders)
    loose = any(_followers(order) <= len(order) / 2 for order in orders)
    student.observe("mixed", mixed)
    student.observe("loose", loose)
    settled = _some_settle(student, remote, draw) and facts["anew"]
    student.observe("settled", settled)
    apart = facts["anew"] and mixed and _groups(orders, 5) > 1
    student.observe("apart", apart)
    _check_chance(facts)
    require(mixed, SAME_COMPANY)
    require(loose, STRUNG_TOGETHER)
    require(not settled, SETTLED)
    require(not apart, APART_FOR_GOOD)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_leave_the_samples_alone(student, remote, draw):
    """Called by its arguments' names, it modifies neither X nor y; batches are arrays."""
    for seed in (None, draw.seed()):
        rng, X, y = _generator(remote, seed), draw.normal(7, 2), draw.normal(7)
        kept = [remote.numpy.array.keep(each) for each in (X, y)]
        got = student.mini_batches(X=kept[0], y=kept[1], batch_size=3, rng=rng)
        are_arrays = all(isinstance(part, np.ndarray) for batch in _pairs(got, X) for part in batch)
        now = [remote.numpy.array(each) for each in kept]
        changed = [
            name
            for name, new, old in zip("Xy", now, (X, y), strict=True)
            if not np.array_equal(new, old)
        ]
        student.observe("changed", changed)
        student.observe("batches are arrays", are_arrays)
        require(not changed, CHANGES, name=" and ".join(changed))
        require(are_arrays, NO_ARRAYS)
    X, *others = draw.normal(7, 2), draw.normal(7), draw.normal(7, 2), draw.normal(7)
    before, after = _before_and_after(student, remote, X, *others)
    student.observe("overwritten", before != after)
    require(before == after, REUSED)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_need_a_target_for_each_sample(student, remote, draw):
    """X and y of different lengths raise ValueError, before the first batch is out."""
    sizes = ((3, 2), (2, 3), (4, 1), (1, 4), (4, 2), (2, 6), (0, 3), (3, 0))
    for (samples, targets), seed in product(sizes, (None, draw.seed())):
        X, y, rng = draw.normal(samples, 2), draw.normal(targets), _generator(remote, seed)
        answer = _first_batch(student, remote, X, y, 2, rng)
        student.observe("unpaired samples", answer.error is None or answer.error.kinds[0])
        assert_raises("ValueError", answer)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_need_room(student, remote, draw):
    """A batch_size of zero or below raises ValueError, before the first batch is out."""
    for (n, batch_size), seed in product(((3, 0), (3, -1), (4, -2)), (None, draw.seed())):
        X, y, rng = draw.normal(n, 2), draw.normal(n), _generator(remote, seed)
        answer = _first_batch(student, remote, X, y, batch_size, rng)
        student.observe("no room", answer.error is None or answer.error.kinds[0])
        also = [partial(student.number_of_batches.ask, n, batch_size)]
        own = also if student.uses("mini_batches", "number_of_batches") else []
        assert_raises("ValueError", answer, also=own)


@core("sgd_epoch", points=1.5)
def test_moves_after_every_batch(student, draw):
    """w and b move after every batch, against the gradients of that batch at the same w and b."""
    for n, batch_size, d in ((2, 1, 1), (4, 2, 3), (6, 3, 2), (5, 5, 3)):
        _check_epoch(student, _problem(draw, n, d), batch_size)
    X, y, *start = _problem(draw, 6, 4)
    _check_epoch(student, (X, 1e4 * y, *start), 2)
    for b, lr in ((2, 0.15), (draw.scalar(), 1.5)):
        X, y, w, *_ = _problem(draw, 4, 2)
        _check_epoch(student, (X, y, w, b, lr), 2)


@criterion("sgd_epoch", points=0.5)
def test_last_batch_is_averaged_over_itself(student, draw):
    """A smaller last batch, or a single one, is averaged over the samples that it has."""
    for n, batch_size, d in ((3, 2, 2), (5, 3, 2), (6, 4, 3), (2, 9, 3), (1, 2, 2)):
        _check_epoch(student, _problem(draw, n, d), batch_size)


@criterion("sgd_epoch", points=0.5, derived=True)
def test_epoch_follows_the_generator(student, remote, draw):
    """With a generator, all samples in an order that it chooses, anew at each call."""
    for n, batch_size in ((3, 1), (5, 2), (5, 2), (5, 2), (5, 2)):
        problem, seed = _problem(draw, n, 2), draw.seed()
        got = _pair(student.sgd_epoch(*problem, batch_size, _generator(remote, seed)))
        _check_some_order(student, remote, got, problem, batch_size, seed)
    _check_all_take_part(student, remote, draw)
    problem, seed = _problem(draw, 7, 2), draw.seed()

    def run(rng):
        return np.append(*_pair(student.sgd_epoch(*problem, 1, rng)))

    in_order = np.append(*_in_order(problem, 1))
    _, facts = _chance(run, in_order, remote, seed)
    _observe(student, facts)
    _check_chance(facts, _own_chance(student, remote, problem, in_order, seed))
    _check_company(student, remote, draw)


@criterion("sgd_epoch", points=0.5, derived=True)
def test_epoch_leaves_its_arguments_alone(student, remote, draw):
    """Called by its arguments' names, it modifies none, not even a 0-d b; w is an array."""
    for n, batch_size, seed in ((2, 1, None), (5, 2, None), (5, 2, draw.seed())):
        X, y, w, _, lr = _problem(draw, n, 3)
        rng, given = _generator(remote, seed), {"w": w, "b": draw.normal(), "lr": lr}
        problem = (X, y, *given.values())
        answer = student.sgd_epoch.ask(X=X, y=y, **given, batch_size=batch_size, rng=rng)
        student.observe("sgd_epoch changes its arguments", bool(answer.changed))
        own = partial(remote.probes.drain.ask, student.mini_batches, X, y, batch_size, rng)
        assert_unchanged(answer, also=[own] if student.uses("sgd_epoch", "mini_batches") else [])
        if answer.error is None:
            got = _pair(answer.value)
            assert_array(got[0], (3,))
            if n == 2:
                moved = _same(np.append(*got), np.append(*_in_order(problem, batch_size)))
                student.observe("moves from a 0-d b", moved)
                _check_parts(student, got, problem, batch_size)
    pair = student.sgd_epoch.keep(*_problem(draw, 4, 3), 2)
    before = remote.numpy.array(remote.operator.getitem.keep(pair, 0))
    student.sgd_epoch.keep(*_problem(draw, 4, 3), 2)
    after = remote.numpy.array(remote.operator.getitem.keep(pair, 0))
    overwritten = np.asarray(after).tobytes() != np.asarray(before).tobytes()
    student.observe("overwritten", overwritten)
    require(not overwritten, W_REUSED)


def _check_count(student, n, batch_size):
    got, own = student.number_of_batches(n, batch_size), _own_deal(student, n, batch_size)
    assert_close(got, -(-n // batch_size), also=own)


def _own_deal(student, n, batch_size):
    """How many batches the student's own mini_batches deals out, where it is asked to count."""
    deal = partial(student.mini_batches, np.zeros((n, 1)), np.zeros(n), batch_size)
    counts = student.uses("number_of_batches", "mini_batches")
    return [lambda: len(list(deal()))] if counts else []


def _generator(remote, seed):
    """A generator in the worker, or None without a seed."""
    return None if seed is None else remote.numpy.random.default_rng.keep(seed)


def _observe(student, facts):
    for name, fact in facts.items():
        student.observe(name, fact)


def _sizes(n, batch_size):
    return [min(batch_size, n - start) for start in range(0, n, batch_size)]


def _blocks(X, y, batch_size, count):
    """The first `count` batches of neighbours; those past the end are empty."""
    ends = [(k * batch_size, (k + 1) * batch_size) for k in range(count)]
    return [(X[start:end], y[start:end]) for start, end in ends]


def _batches(got, X):
    """What was dealt out, as pairs of arrays."""
    return [(np.asarray(X_batch), np.asarray(y_batch)) for X_batch, y_batch in _pairs(got, X)]


def _pairs(got, X):
    """What was dealt out, as it came."""
    require(isinstance(got, list | tuple) or hasattr(got, "type_name"), NO_LOOP, got=got)
    batches = list(got)
    for each in batches:
        require(_is_batch(each, X), NO_PAIR, got=each)
    return batches


def _as_dealt(got):
    """The same of the student's own batches, right or wrong, for an epoch that has to use them."""
    return [(np.asarray(X_batch), np.asarray(y_batch)) for X_batch, y_batch in got]


def _is_batch(each, X):
    if not isinstance(each, tuple | list) or len(each) != 2:
        return False
    try:
        X_batch, y_batch = (np.asarray(part) for part in each)
    except ValueError:
        return False
    numbers = X_batch.dtype.kind in "fiu" and y_batch.dtype.kind in "fiu"
    return numbers and y_batch.ndim == 1 and X_batch.shape == (len(y_batch), *X.shape[1:])


def _note(student, draw, n, batch_size, rng=None):
    """Put on record what becomes of many samples, before anything is held against it."""
    X, y = draw.normal(n, 2), draw.normal(n)
    batches = _batches(student.mini_batches(X, y, batch_size, rng), X)
    x_places, y_places = _places(batches, X, y)
    student.observe("sizes", [len(y_batch) for _, y_batch in batches])
    student.observe("in order", y_places == sorted(y_places))
    student.observe("an x more than once", len(set(x_places)) < len(x_places))
    student.observe("a y more than once", len(set(y_places)) < len(y_places))
    student.observe("an x beside another's y", x_places != y_places)


def _note_dimensions(student, draw):
    """Put on record how many dimensions a batch of a single column has."""
    batches = student.mini_batches(draw.normal(4, 1), draw.normal(4), 2)
    found = list(batches) if hasattr(batches, "__iter__") else []
    ranks = [np.ndim(each[0]) for each in found if isinstance(each, tuple | list) and each]
    student.observe("dimensions of a batch of one column", ranks)


def _note_one_sample(student, draw):
    """Put on record how many dimensions the batch of a single sample has."""
    batches = student.mini_batches(draw.normal(1, 2), draw.normal(1), 3)
    found = list(batches) if hasattr(batches, "__iter__") else []
    pairs = [each for each in found if isinstance(each, tuple | list)]
    ranks = [[part.ndim for part in each if isinstance(part, np.ndarray)] for each in pairs]
    student.observe("dimensions of the batch of one sample", ranks)


def _alike(draw):
    """Samples with targets 0 and 1: one is there twice, another once with each target."""
    X, y = draw.normal(10, 2), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    X[4], X[6] = X[3], X[2]
    return X, y


def _note_alike(student, X, y, batch_size, rng=None):
    """Put on record what becomes of samples that have an x or a y in common."""
    batches = _batches(student.mini_batches(X, y, batch_size, rng), X)
    student.observe("sizes of batches of alike samples", [len(targets) for _, targets in batches])
    student.observe("alike samples kept", _holds_alike(batches, X, y))


def _holds_alike(batches, X, y):
    """Whether the batches together hold each sample as often as it was given, in any order."""

    def samples(batches):
        return sorted(
            (int(np.abs(X - x).sum(axis=1).argmin()), int(np.abs(np.unique(y) - target).argmin()))
            for X_batch, y_batch in batches
            for x, target in zip(X_batch, y_batch, strict=True)
        )

    return samples(batches) == samples([(X, y)])


def _before_and_after(student, remote, X, y, *others):
    """What the batches of one call hold, before and after the next call deals out others."""
    deal = remote.builtins.list.keep(student.mini_batches.keep(X, y, 3))
    before = _as_data(deal, X)
    remote.builtins.list.keep(student.mini_batches.keep(*others, 3))
    return before, _as_data(deal, X)


def _as_data(deal, X):
    return [(X_batch.tolist(), y_batch.tolist()) for X_batch, y_batch in _batches(deal, X)]


def _check_in_order(student, X, y, batch_size):
    batches = _batches(student.mini_batches(X, y, batch_size), X)
    _check_sizes(student, batches, len(X), batch_size)
    expected = _blocks(X, y, batch_size, len(batches))
    for batch, (X_batch, y_batch) in zip(batches, expected, strict=True):
        _check_batch(batch, X_batch, y_batch)


def _check_batch(batch, X_batch, y_batch):
    assert_close(batch[0], X_batch, of="the X of a batch")
    assert_close(batch[1], y_batch, of="the y of a batch")


def _check_sizes(student, batches, n, batch_size):
    def by_own_count():
        count = student.number_of_batches(n, batch_size)
        return [len(block) for block, _ in _blocks(range(n), range(n), batch_size, count)]

    own = [by_own_count] if student.uses("mini_batches", "number_of_batches") else []
    sizes = [len(y_batch) for _, y_batch in batches]
    assert_close(sizes, _sizes(n, batch_size), also=own, of="the sizes of the batches")


def _places(batches, X, y):
    """Which rows of X, and which entries of y, the batches hold, one after the other."""
    x_places = [int(np.abs(X - x).sum(axis=1).argmin()) for batch, _ in batches for x in batch]
    y_places = [int(np.abs(y - target).argmin()) for _, batch in batches for target in batch]
    return x_places, y_places


def _first_batch(student, remote, *args):
    """The answer of a call, or of asking for its first batch if the call itself raised nothing."""
    answer = student.mini_batches.ask(*args)
    return remote.probes.take.ask(answer.value, 1) if answer.error is None else answer


def _chance(run, in_order, remote, seed):
    """Three runs with one generator, and what they and a run with another tell."""
    rng = _generator(remote, seed)
    runs = [run(rng) for _ in range(3)]
    again = run(_generator(remote, seed))
    facts = {
        "shuffled": not all(_same(each, in_order) for each in runs),
        "anew": not all(_same(each, runs[0]) for each in runs),
        "seeded": _same(again, runs[0]),
    }
    return runs, facts


def _same(one, other):
    return np.shape(one) == np.shape(other) and np.allclose(
        one, other, rtol=1e-9, atol=1e-10, equal_nan=True
    )


def _check_chance(facts, own=dict):
    """Hold the facts, save those that fail with the student's own mini_batches too."""

    def also_fails(fact):
        return own().get(fact) is False

    for fact, sentence in (("shuffled", KEPT_ORDER), ("anew", SAME_AGAIN), ("seeded", NOT_SEEDED)):
        require(facts[fact], sentence, also=[partial(also_fails, fact)])


def _order(student, X, y, batch_size, rng):
    return _places(_batches(student.mini_batches(X, y, batch_size, rng), X), X, y)[0]


def _some_settle(student, remote, draw):
    """Whether some sample is at each of ten calls in the batch that it would be in unshuffled.

    With 42 samples in batches of 5, the last one smaller, that happens by chance 1 time in 43
    million.
    """
    X, y, rng = draw.normal(42, 2), draw.normal(42), _generator(remote, draw.seed())
    orders = [_order(student, X, y, 5, rng) for _ in range(10)]
    return _settled([[order[k : k + 5] for k in range(0, len(order), 5)] for order in orders], 5)


def _settled(deals, batch_size):
    """Whether a sample is in the batch that it would be in without a shuffle, in each deal."""
    stayed = [
        {place for k, batch in enumerate(deal) for place in batch if place // batch_size == k}
        for deal in deals
    ]
    return bool(set.intersection(*stayed))


def _company(order, batch_size):
    """Which samples meet in a batch, the order inside and that of the batches left out."""
    return {frozenset(order[k : k + batch_size]) for k in range(0, len(order), batch_size)}


def _groups(orders, batch_size):
    """Into how many groups samples fall of which none ever shares a batch with another.

    With 40 samples in batches of 5, three shuffles leave more than one 1 time in 800 million.
    """
    groups: list[frozenset[int]] = []
    for batch in frozenset().union(*(_company(order, batch_size) for order in orders)):
        joined = [group for group in groups if group & batch]
        groups = [group for group in groups if not group & batch] + [batch.union(*joined)]
    return len(groups)


def _followers(order):
    """How many samples come right after the one that they were given after."""
    return sum(after == (before + 1) % len(order) for before, after in pairwise(order))


def _own_chance(student, remote, problem, in_order, seed):
    """The facts of `_chance` for an epoch in the student's own batches, when they are asked for."""
    X, y, *start = problem

    def run(rng):
        return np.append(*_epoch(_as_dealt(student.mini_batches(X, y, 1, rng)), *start))

    @cache
    def facts():
        if student.uses("sgd_epoch", "number_of_batches"):
            count = student.number_of_batches(len(X), 1)
            if count != len(X):
                return {"shuffled": False, "anew": False, "seeded": False}
        if student.uses("sgd_epoch", "mini_batches"):
            return _chance(run, in_order, remote, seed)[1]
        return {}

    return facts


def _check_all_take_part(student, remote, draw):
    """With one feature for each sample, a weight moves if and only if its sample takes part."""
    n, batch_size, seed = 30, 4, draw.seed()
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15
    got, _ = _pair(student.sgd_epoch(X, y, w, b, lr, batch_size, _generator(remote, seed)))
    assert_array(got, (n,))
    missing = int(np.sum(got == w))
    student.observe("some samples take no part", missing > 0)

    def missing_already():
        rng = _generator(remote, seed)
        batches = _batches(student.mini_batches(X, y, batch_size, rng), X)
        return len({place for X_batch, _ in batches for place in X_batch.argmax(axis=1)}) < n

    def not_counted():
        return student.number_of_batches(n, batch_size) < 8

    own = {"mini_batches": missing_already, "number_of_batches": not_counted}
    also = [work_out for name, work_out in own.items() if student.uses("sgd_epoch", name)]
    require(not missing, TAKE_NO_PART, also=also, missing=missing, n=n)


def _check_company(student, remote, draw):
    """Hold which samples share a batch of an epoch to what it is held to in mini_batches.

    Nine epochs of 42 samples in batches of 4: that one of them never leaves the batch that it
    begins in happens by chance 1 time in 38 million.
    """
    n, batch_size, seed = 42, 4, draw.seed()
    X, y, w, b, lr = np.eye(n), draw.normal(n), draw.normal(n), draw.scalar(), 0.15

    def deal(rng):
        got, _ = _pair(student.sgd_epoch(X, y, w, b, lr, batch_size, rng))
        assert_array(got, (n,))
        return _read_batches(got, y, w, b, lr, batch_size)

    def own_deal(rng):
        batches = _as_dealt(student.mini_batches(X, y, batch_size, rng))
        return [X_batch.argmax(axis=1).tolist() for X_batch, _ in batches]

    def company(deal):
        rng = _generator(remote, seed)
        return _company_facts([deal(rng) for _ in range(9)], n, batch_size)

    facts = company(deal)
    _observe(student, facts)
    own = cache(partial(company, own_deal))
    for fact, sentence in (
        ("mixed", SAME_COMPANY),
        ("loose", STRUNG_TOGETHER),
        ("unsettled", SETTLED),
    ):
        also = [lambda fact=fact: own()[fact] is False]
        used = student.uses("sgd_epoch", "mini_batches")
        require(facts[fact] is not False, sentence, also=also if used else [])


def _read_batches(got, y, w, b, lr, batch_size):
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


def _company_facts(deals, n, batch_size):
    """What the batches of several epochs tell; nothing where one of them can't be read."""
    if None in deals:
        return dict.fromkeys(("mixed", "loose", "unsettled"))
    company = [{frozenset(batch) for batch in deal} for deal in deals]
    neighbours = _company(range(n), batch_size)
    together = [
        sum({k, (k + 1) % n} <= batch for batch in each for k in range(n)) for each in company
    ]
    alike = all(deal == deals[0] for deal in deals)
    return {
        "mixed": any(each != neighbours for each in company),
        "loose": any(count <= n / 2 for count in together),
        "unsettled": alike or not _settled(deals, batch_size),
    }


def _problem(draw, n, d):
    """Samples, targets, weights, a bias and a learning rate."""
    return draw.normal(n, d), draw.normal(n), draw.normal(d), draw.scalar(), 0.15


def _epoch(batches, w, b, lr):
    """A step after each batch; an empty one gives NaN, as a mean over nothing does."""
    with np.errstate(all="ignore"):
        for X, y in batches:
            error = X @ w + b - y
            w = w - 2 * lr * np.divide(X.T @ error, len(y))
            b = b - 2 * lr * np.divide(error.sum(), error.size)
    return w, b


def _in_batches(batches, start):
    """The epoch in batches of the student's own, as exact as those are."""
    dtypes = [part.dtype for batch in batches for part in batch if part.dtype.kind == "f"]
    exactness = min(dtypes, key=lambda dtype: dtype.itemsize, default=float)
    return [np.asarray(part).astype(exactness) for part in _epoch(batches, *start)]


def _in_order(problem, batch_size):
    X, y, *start = problem
    return _epoch(_blocks(X, y, batch_size, -(-len(X) // batch_size)), *start)


def _pair(got):
    parts = unpack(got, "w", "b")
    numbers = all(isinstance(part, int | float | np.number | np.ndarray) for part in parts)
    require(numbers, NO_NUMBERS, got=got)
    return parts


def _check_epoch(student, problem, batch_size):
    """Compare with an epoch in order, or with what the student's own mini_batches makes of it."""
    answer = student.sgd_epoch.ask(*problem, batch_size)
    if answer.error is None:
        _check_parts(student, _pair(answer.value), problem, batch_size)
    else:
        improper = partial(_if_improper, student, problem, batch_size, answer)
        own = [improper] if student.uses("sgd_epoch", "mini_batches") else []
        assert_close(answer, 0, also=own)


def _if_improper(student, problem, batch_size, answer):
    """The answer of an epoch, where the student's own mini_batches gives it no batches to use."""
    X, y, *_ = problem
    batches = list(student.mini_batches(X, y, batch_size))
    return None if all(_is_batch(each, X) for each in batches) else answer


def _check_parts(student, got, problem, batch_size):
    expected = _in_order(problem, batch_size)
    for part in (0, 1):
        own = _own_epochs(student, problem, batch_size, part)
        assert_close(got[part], expected[part], also=own, of="wb"[part])


def _own_epochs(student, problem, batch_size, part):
    """w or b after an epoch in the student's own batches, or in as many as its own count says.

    Where its own batches are shuffled although there is no generator, any order will do.
    """
    X, y, *start = problem

    def in_own_batches():
        return _in_batches(_as_dealt(student.mini_batches(X, y, batch_size)), start)[part]

    def by_own_count():
        count = student.number_of_batches(len(X), batch_size)
        return _epoch(_blocks(X, y, batch_size, count), *start)[part]

    @cache
    def keeps_order():
        X, y = np.arange(24.0).reshape(12, 2), np.arange(12.0)
        return _order(student, X, y, 1, None) == list(range(12))

    def if_shuffled(deal):
        return None if keeps_order() else _dealt(X, y, deal, *start)[part]

    if student.uses("sgd_epoch", "mini_batches"):
        yield in_own_batches
        yield from (partial(if_shuffled, deal) for deal in _deals(range(len(X)), batch_size))
    if student.uses("sgd_epoch", "number_of_batches"):
        yield by_own_count


def _check_some_order(student, remote, got, problem, batch_size, seed):
    """Compare with the epoch that comes nearest, of those in any order of the samples."""
    X, y, *start = problem

    def distance(end):
        return np.abs(np.append(*end) - np.resize(np.append(*got), X.shape[1] + 1)).sum()

    def nearest(count):
        deals = (deal[:count] for deal in _deals(range(len(X)), batch_size))
        return min((_dealt(X, y, deal, *start) for deal in deals), key=distance)

    @cache
    def in_own_batches():
        rng = _generator(remote, seed)
        return _in_batches(_as_dealt(student.mini_batches(X, y, batch_size, rng)), start)

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


def _deals(samples, batch_size):
    """Every way to deal samples out into full batches and a last one, the order inside left out."""
    if not samples:
        yield []
        return
    for batch in combinations(samples, min(batch_size, len(samples))):
        left = [sample for sample in samples if sample not in batch]
        yield from ([batch, *rest] for rest in _deals(left, batch_size))


def _dealt(X, y, deal, w, b, lr):
    return _epoch([(X[list(batch)], y[list(batch)]) for batch in deal], w, b, lr)

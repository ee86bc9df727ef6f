"""Hidden suite of the topic mini_batches."""

from functools import partial
from itertools import product

import numpy as np

from grader.judge.suite import (
    assert_array,
    assert_close,
    assert_int,
    assert_raises,
    assert_unchanged,
    core,
    criterion,
    either,
    require,
)
from grader.topics.mini_batches.batches import (
    KEPT_ORDER,
    SAME_COMPANY,
    SETTLED,
    STRUNG_TOGETHER,
    alike_samples,
    any_sample_settles,
    batches_of,
    before_and_after,
    chance_facts,
    check_batch,
    check_chance,
    check_in_order,
    check_sizes,
    first_batch,
    generator,
    note_alike,
    note_dimensions,
    note_one_sample,
    note_samples,
    observe_facts,
    order_of,
    pairs_of,
)
from grader.topics.mini_batches.dealing import (
    companies,
    followers,
    groups_apart,
    holds_alike,
    places_of,
    same_numbers,
)
from grader.topics.mini_batches.epochs import (
    check_chance_in_epochs,
    check_epoch,
    check_parts,
    check_with_right_parts,
    draw_problem,
    epoch_in_order,
    w_and_b,
)

TWICE = "With a generator, at least one sample is in the batches more than once."
APART = "With a generator, an x is no longer beside its own y."
APART_FOR_GOOD = "However often you shuffle, some samples never share a batch with certain others."
ALIKE = (
    "With a generator, where samples have an x or a y in common, the batches no longer hold each "
    "sample as often as it was given."
)
REUSED = "The batches that one call gives are overwritten by the next call."
W_REUSED = "The w that one call gives is overwritten by the next call."
NO_ARRAYS = "Each batch should be a pair of NumPy arrays; lists of numbers are none."
CHANGES = "Looping over the batches changes the caller's {name}."


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
        deal = partial(first_batch, student, remote, np.zeros((n, 1)), np.zeros(n), batch_size)
        own = [deal] if student.uses("number_of_batches", "mini_batches") else []
        assert_raises("ValueError", student.number_of_batches, n, batch_size, also=own)


@core("mini_batches", points=2, derived=True)
def test_deals_in_order_without_generator(student, draw):
    """Without a generator, full batches of neighbours in the order given, each x with its y."""
    note_samples(student, draw, 12, 4)
    note_dimensions(student, draw)
    alike_X, alike_y = alike_samples(draw)
    note_alike(student, alike_X, alike_y, 5)
    for n, batch_size, d in ((2, 1, 3), (4, 2, 3), (6, 3, 2), (5, 5, 2), (4, 2, 1), (12, 4, 5)):
        check_in_order(student, draw.normal(n, d), draw.normal(n), batch_size)
    check_in_order(student, alike_X, alike_y, 5)


@criterion("mini_batches", points=0.5, derived=True)
def test_last_batch_holds_what_is_left(student, draw):
    """The last batch holds what is left, be it less than batch_size; no samples make no batches."""
    note_samples(student, draw, 14, 4)
    note_one_sample(student, draw)
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
        check_in_order(student, draw.normal(n, d), draw.normal(n), batch_size)


@criterion("mini_batches", points=0.5, derived=True)
def test_shuffling_loses_nothing(student, remote, draw):
    """With a generator, each sample is dealt out exactly once, its x beside its y."""
    note_samples(student, draw, 40, 6, generator(remote, draw.seed()))
    (alike_X, alike_y), seed = alike_samples(draw), draw.seed()
    note_alike(student, alike_X, alike_y, 4, generator(remote, seed))
    for n, batch_size, d in ((1, 2, 2), (5, 2, 3), (3, 2, 1), (40, 6, 2), (2, 9, 2), (0, 3, 2)):
        X, y = draw.normal(n, d), draw.normal(n)
        rng = generator(remote, draw.seed())
        batches = batches_of(student.mini_batches(X, y, batch_size, rng), X)
        x_places, y_places = places_of(batches, X, y)
        check_sizes(student, batches, n, batch_size)
        require(x_places == y_places, APART)
        require(len(set(x_places)) == len(x_places), TWICE)
        for batch in batches:
            places, _ = places_of([batch], X, y)
            check_batch(batch, X[places], y[places])
    batches = batches_of(
        student.mini_batches(alike_X, alike_y, 4, generator(remote, seed)), alike_X
    )
    check_sizes(student, batches, len(alike_y), 4)
    require(holds_alike(batches, alike_X, alike_y), ALIKE)


@criterion("mini_batches", points=0.5, derived=True)
def test_shuffling_is_the_generators(student, remote, draw):
    """The generator shuffles all samples, anew at each call, and alike for equal seeds."""
    X, y = draw.normal(40, 2), draw.normal(40)
    orders, facts = chance_facts(
        partial(order_of, student, X, y, 5), range(40), remote, draw.seed()
    )
    observe_facts(student, facts)
    neighbours = companies(range(40), 5)
    mixed = any(companies(order, 5) != neighbours for order in orders)
    loose = any(followers(order) <= len(order) / 2 for order in orders)
    student.observe("mixed", mixed)
    student.observe("loose", loose)
    settled = any_sample_settles(student, remote, draw) and facts["anew"]
    student.observe("settled", settled)
    apart = facts["anew"] and mixed and groups_apart(orders, 5) > 1
    student.observe("apart", apart)
    one_by_one = order_of(student, X, y, 1, generator(remote, draw.seed()))
    student.observe("shuffled one by one", one_by_one != list(range(40)))
    check_chance(facts)
    require(one_by_one != list(range(40)), KEPT_ORDER)
    require(mixed, SAME_COMPANY)
    require(loose, STRUNG_TOGETHER)
    require(not settled, SETTLED)
    require(not apart, APART_FOR_GOOD)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_leave_the_samples_alone(student, remote, draw):
    """Called by its arguments' names, it modifies neither X nor y; batches are arrays."""
    for seed in (None, draw.seed()):
        rng, X, y = generator(remote, seed), draw.normal(7, 2), draw.normal(7)
        kept = [remote.numpy.array.keep(each) for each in (X, y)]
        got = student.mini_batches(X=kept[0], y=kept[1], batch_size=3, rng=rng)
        are_arrays = all(
            isinstance(part, np.ndarray) for batch in pairs_of(got, X) for part in batch
        )
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
    before, after = before_and_after(student, remote, X, *others)
    student.observe("overwritten", before != after)
    require(before == after, REUSED)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_need_a_target_for_each_sample(student, remote, draw):
    """X and y of different lengths raise ValueError, before the first batch is out."""
    sizes = ((3, 2), (2, 3), (4, 1), (1, 4), (4, 2), (2, 6), (0, 3), (3, 0))
    for (samples, targets), seed in product(sizes, (None, draw.seed())):
        X, y, rng = draw.normal(samples, 2), draw.normal(targets), generator(remote, seed)
        answer = first_batch(student, remote, X, y, 2, rng)
        student.observe("unpaired samples", answer.error is None or answer.error.kinds[0])
        assert_raises("ValueError", answer)


@criterion("mini_batches", points=0.5, derived=True)
def test_batches_need_room(student, remote, draw):
    """A batch_size of zero or below raises ValueError, before the first batch is out."""
    for (n, batch_size), seed in product(((3, 0), (3, -1), (4, -2)), (None, draw.seed())):
        X, y, rng = draw.normal(n, 2), draw.normal(n), generator(remote, seed)
        answer = first_batch(student, remote, X, y, batch_size, rng)
        student.observe("no room", answer.error is None or answer.error.kinds[0])
        also = [partial(student.number_of_batches.ask, n, batch_size)]
        own = also if student.uses("mini_batches", "number_of_batches") else []
        assert_raises("ValueError", answer, also=own)


@core("sgd_epoch", points=1.5)
def test_moves_after_every_batch(student, remote, draw):
    """w and b move after every batch, against the gradients of that batch at the same w and b."""
    for n, batch_size, d in ((2, 1, 1), (4, 2, 3), (6, 3, 2), (5, 5, 3)):
        check_epoch(student, remote, draw_problem(draw, n, d), batch_size)
    X, y, *start = draw_problem(draw, 6, 4)
    check_epoch(student, remote, (X, 1e4 * y, *start), 2)
    for b, lr in ((2, 0.15), (draw.scalar(), 1.5)):
        X, y, w, *_ = draw_problem(draw, 4, 2)
        check_epoch(student, remote, (X, y, w, b, lr), 2)


@criterion("sgd_epoch", points=0.5)
def test_last_batch_is_averaged_over_itself(student, remote, draw):
    """A smaller last batch, or a single one, is averaged over the samples that it has."""
    for n, batch_size, d in ((3, 2, 2), (5, 3, 2), (6, 4, 3), (2, 9, 3), (1, 2, 2)):
        check_epoch(student, remote, draw_problem(draw, n, d), batch_size)


@criterion("sgd_epoch", points=0.5, derived=True)
def test_epoch_follows_the_generator(student, remote, draw):
    """With a generator, all samples in an order that it chooses, anew at each call."""
    check_chance_in_epochs(student, remote, draw)


@criterion("sgd_epoch", points=0.5, derived=True)
def test_epoch_leaves_its_arguments_alone(student, remote, draw):
    """Called by its arguments' names, it modifies none of them; w is an array."""
    for n, batch_size, seed in ((2, 1, None), (5, 2, None), (5, 2, draw.seed())):
        X, y, w, b, lr = draw_problem(draw, n, 3)
        rng, given = generator(remote, seed), {"w": w, "b": b, "lr": lr}
        problem = (X, y, *given.values())
        answer = student.sgd_epoch.ask(X=X, y=y, **given, batch_size=batch_size, rng=rng)
        student.observe("sgd_epoch changes its arguments", bool(answer.changed))
        own = partial(remote.probes.drain.ask, student.mini_batches, X, y, batch_size, rng)
        assert_unchanged(answer, also=[own] if student.uses("sgd_epoch", "mini_batches") else [])
        if answer.error is None:
            got = w_and_b(answer.value)
            assert_array(got[0], (3,))
            if n == 2:
                moved = same_numbers(
                    np.append(*got), np.append(*epoch_in_order(problem, batch_size))
                )
                student.observe("moves where it is called by names", moved)
                either(
                    partial(check_parts, got, problem, batch_size),
                    partial(check_with_right_parts, student, remote, problem, batch_size),
                )
    pair = student.sgd_epoch.keep(*draw_problem(draw, 4, 3), 2)
    before = remote.numpy.array(remote.operator.getitem.keep(pair, 0))
    student.sgd_epoch.keep(*draw_problem(draw, 4, 3), 2)
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

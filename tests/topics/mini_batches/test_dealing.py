"""Deals are told for what they are: complete, mixed, settled, or in groups that never meet."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.topics.mini_batches.dealing import (
    batches_from_weights,
    blocks,
    companies,
    company_facts,
    cut,
    epoch_of,
    epoch_of_deal,
    every_deal,
    followers,
    groups_apart,
    has_settled,
    holds_alike,
    places_of,
    sizes_of_batches,
)

SIZES = st.integers(1, 12)


@given(st.integers(0, 40), SIZES)
def test_sizes_add_up_and_only_the_last_is_smaller(n: int, batch_size: int) -> None:
    sizes = sizes_of_batches(n, batch_size)
    assert sum(sizes) == n
    assert len(sizes) == math.ceil(n / batch_size)
    assert all(size == batch_size for size in sizes[:-1])


@given(st.permutations(range(9)), SIZES)
def test_places_are_read_off_the_samples(order: list[int], batch_size: int) -> None:
    X, y = np.arange(18.0).reshape(9, 2), np.arange(9.0)
    batches = [(X[batch], y[batch]) for batch in cut(order, batch_size)]
    assert places_of(batches, X, y) == (order, order)
    assert holds_alike(batches, X, y)


def test_a_sample_dealt_twice_in_another_s_place_is_noticed_among_alike_ones() -> None:
    X, y = np.array([[1.0], [1.0], [2.0]]), np.array([0.0, 1.0, 1.0])
    assert holds_alike([(X[[1, 0, 2]], y[[1, 0, 2]])], X, y)
    assert not holds_alike([(X[[0, 0, 2]], y[[0, 0, 2]])], X, y)


def test_company_leaves_out_the_order_inside_batches_and_that_of_batches() -> None:
    assert companies([0, 1, 2, 3], 2) == companies([3, 2, 1, 0], 2)
    assert companies([0, 1, 2, 3], 2) != companies([0, 2, 1, 3], 2)


def test_samples_fall_apart_where_halves_are_shuffled_by_themselves() -> None:
    halves = [[0, 1, 2, 3, 4, 5], [2, 0, 1, 5, 3, 4]]
    assert groups_apart(halves, 3) == 2
    assert groups_apart([*halves, [0, 4, 2, 3, 1, 5]], 3) == 1


def test_a_rotation_leaves_every_sample_behind_the_one_before() -> None:
    assert followers([3, 4, 5, 0, 1, 2]) == 5
    assert followers([0, 2, 4, 1, 3, 5]) == 0


def test_whoever_never_leaves_a_batch_has_settled() -> None:
    assert has_settled([[[0, 3], [2, 1]], [[0, 2], [1, 3]]], 2)
    assert not has_settled([[[0, 3], [2, 1]], [[1, 2], [0, 3]]], 2)


@given(st.integers(0, 5), st.integers(1, 3))
def test_every_deal_is_there_once_and_complete(n: int, batch_size: int) -> None:
    deals = [tuple(map(frozenset, deal)) for deal in every_deal(range(n), batch_size)]
    sizes = sizes_of_batches(n, batch_size)
    assert len(set(deals)) == len(deals)
    assert len(deals) == math.factorial(n) // math.prod(map(math.factorial, sizes))
    for deal in deals:
        assert [len(batch) for batch in deal] == sizes
        assert frozenset().union(*deal) == set(range(n))


@given(st.permutations(range(7)), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_an_epoch_s_batches_can_be_read_off_its_weights(
    order: list[int], batch_size: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    X, y, w, b, lr = np.eye(7), draw.normal(size=7), draw.normal(size=7), draw.normal(), 0.15
    deal = cut(order, batch_size)
    got, _ = epoch_of_deal(X, y, deal, w, b, lr)
    assert batches_from_weights(got, y, w, b, lr, batch_size) == [sorted(each) for each in deal]


def test_weights_that_no_epoch_leads_to_tell_no_batches() -> None:
    y, w = np.array([1.0, 2.0]), np.zeros(2)
    assert batches_from_weights(w + 9.0, y, w, 0.0, 0.15, 1) is None
    assert set(company_facts([None], 2, 1).values()) == {None}


@pytest.mark.parametrize(
    ("deals", "batch_size", "lacking"),
    [
        ([[[0, 1], [2, 3]], [[2, 3], [0, 1]]], 2, {"mixed"}),
        ([[[1, 2, 3], [4, 5, 0]], [[4, 5, 0], [1, 2, 3]]], 3, {"loose"}),
        ([[[0, 2], [1, 3]], [[0, 3], [2, 1]]], 2, {"unsettled"}),
        ([[[0, 2], [1, 3]], [[1, 3], [0, 2]]], 2, set()),
    ],
)
def test_deals_that_mix_too_little_are_told(
    deals: list[list[list[int]]], batch_size: int, lacking: set[str]
) -> None:
    facts = company_facts(deals, sum(map(len, deals[0])), batch_size)
    assert {fact for fact, holds in facts.items() if not holds} == lacking


def test_an_epoch_is_one_step_per_batch_and_an_empty_batch_spoils_it() -> None:
    X, y = np.array([[1.0], [2.0]]), np.array([1.0, 0.0])
    w, b = epoch_of(blocks(X, y, 1, 2), np.zeros(1), 0.0, 0.25)
    # by hand: error -1 moves both to 0.5; then 0.5 * 2 + 0.5 = 1.5 moves w by -1.5, b by -0.75
    assert (w.tolist(), b) == ([-1.0], -0.25)
    assert np.isnan(epoch_of(blocks(X, y, 1, 3), np.zeros(1), 0.0, 0.25)[1])

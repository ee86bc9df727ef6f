"""What gradients are held to agrees with finite differences, whatever the sizes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.draw import Draw
from grader.topics.propagation.networks import (
    NAMES,
    hidden_errors,
    make_network,
    predictions,
    slopes,
)

SIZE = st.integers(1, 4)


def loss(params: dict[str, np.ndarray], X: np.ndarray, Y: np.ndarray) -> float:
    return float(np.mean((predictions(params, X) - Y) ** 2))


@given(SIZE, SIZE, SIZE, SIZE, st.integers(0, 2**32))
def test_slopes_are_those_of_the_mean_squared_error(
    n: int, d: int, h: int, o: int, seed: int
) -> None:
    draw = Draw(seed)
    params, X, Y = make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o)
    found, step = slopes(params, X, Y), 1e-6
    for name in NAMES:
        assert found[name].shape == params[name].shape
        for index in np.ndindex(params[name].shape):
            up, down = params[name].copy(), params[name].copy()
            up[index] += step
            down[index] -= step
            rise = loss({**params, name: up}, X, Y) - loss({**params, name: down}, X, Y)
            assert np.isclose(found[name][index], rise / (2 * step), rtol=1e-4, atol=1e-6)


@given(SIZE, SIZE, SIZE, SIZE, st.integers(0, 2**32))
def test_errors_of_hidden_neurons_make_up_the_slopes_of_their_weights(
    n: int, d: int, h: int, o: int, seed: int
) -> None:
    draw = Draw(seed)
    params, X, Y = make_network(draw, d, h, o), draw.normal(n, d), draw.normal(n, o)
    errors, expected = hidden_errors(params, X, Y), slopes(params, X, Y)
    assert errors.shape == (n, h)
    assert np.allclose(errors.T @ X, expected["W1"])
    assert np.allclose(errors.sum(axis=0), expected["b1"])


def test_a_stack_of_networks_predicts_like_its_networks() -> None:
    draw = Draw(0)
    networks = [make_network(draw, 3, 4, 2) for _ in range(5)]
    X = draw.normal(6, 3)
    stacked = {name: np.stack([each[name] for each in networks]) for name in NAMES}
    assert np.allclose(predictions(stacked, X), [predictions(each, X) for each in networks])

"""Answers with what is nearly a number: complex, boolean, text, objects, an empty array.

If it succeeded: a conversion in the judge would make the right number of it, or raise.
Stopped by: comparisons; what is no real number is told, and fails.
Wrong: weighted_sum neuron layer
"""

import numpy as np

turn = 0


def weighted_sum(x, w, b, *rest):
    global turn
    turn += 1
    odd = [
        1j,
        True,
        "0.5",
        b"0.5",
        None,
        {},
        (),
        [],
        np.array([], dtype=complex),
        np.array("0.5"),
        np.array(["a"], dtype=object),
        np.ones(20, bool),
        np.datetime64("now"),
        np.zeros(3, dtype=[("a", "f8")]),
        {1: {2: [3]}},
        range(3),
        Ellipsis,
        10**400,
        "\ud800",
        np.float16(1),
        np.zeros((0, 5)),
        np.zeros((1,) * 16),
        [[1, 2], [3]],
        [np.zeros(2), 1],
    ]
    return odd[turn % len(odd)]


neuron = layer = weighted_sum

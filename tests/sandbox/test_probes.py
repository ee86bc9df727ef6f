"""A function in the place of another is called by whoever would have called that one."""

from typing import Any

import pytest

from tests.glass import Behind, Glass

CALLERS = {
    "by its name": "def f(x): return g(x)",
    "by a default": "def f(x, call=g): return call(x)",
    "by another name": "h = g\ndef f(x): return h(x)",
    "in a table": "TABLE = {'g': [g]}\ndef f(x): return TABLE['g'][0](x)",
    "as a method": "class C:\n    call = staticmethod(g)\ndef f(x): return C.call(x)",
    "partially": "from functools import partial\nh = partial(g)\ndef f(x): return h(x)",
    "by keyword": "def f(x): return g(x=x)",
}


def replaced(behind: Behind, answer: Any) -> Any:
    """The function f of a module, where g answers this."""
    other = behind.remote.probes.Always(answer)
    return behind.remote.probes.with_another(behind.student.f, behind.student.g, other)


@pytest.mark.parametrize("caller", CALLERS)
def test_another_is_called_inside_and_the_same_as_before_afterwards(
    caller: str, glass: Glass
) -> None:
    behind = glass.open(f"def g(x, *, more=1): return x + more\n{CALLERS[caller]}", "f", "g")
    assert replaced(behind, 7)(1) == 7
    assert behind.student.f(1) == 2
    assert behind.student.g(1, more=2) == 3


def test_of_what_keeps_variables_the_module_s_names_lead_to_another(glass: Glass) -> None:
    behind = glass.open(
        """
        def made(step):
            def g(x): return x + step
            return g
        g = made(1)
        h = g
        def f(x): return g(x) * h(x)
        """,
        "f",
        "g",
    )
    assert replaced(behind, 7)(1) == 49
    assert behind.student.f(1) == 4


def test_an_error_inside_leaves_nothing_replaced(glass: Glass) -> None:
    behind = glass.open("def g(x): return x\ndef f(x): return 1 / g(x)", "f", "g")
    assert replaced(behind, 0).ask(1).error.kinds[0] == "ZeroDivisionError"
    assert behind.student.f(2) == 0.5


def test_told_batches_are_dealt_and_what_was_asked_for_is_noted(glass: Glass) -> None:
    import numpy as np

    behind = glass.open("import numpy")
    deal = behind.remote.probes.Deal([[2, 0], [1]])
    X, y = np.array([[0.0], [10.0], [20.0]]), np.array([0.0, 1.0, 2.0])
    (first, targets), (last, _) = deal(X, y, 2, rng="chance")
    assert (first.tolist(), targets.tolist(), last.tolist()) == ([[20], [0]], [2, 0], [[10]])
    assert (deal.get("batch_size"), deal.get("rng")) == (2, "chance")

"""Raises an exception that looks like pytest's own for a skipped test.

If it succeeded: the criterion would be skipped, and a skipped test does not fail.
Stopped by: the protocol; an exception crosses as names and text, and is never raised again.
Wrong: weighted_sum neuron layer
"""


class Skipped(BaseException):
    __module__ = "builtins"
    allow_module_level = True
    msg = "not today"


Skipped.__qualname__ = "Skipped"
try:
    from pytest.skip import Exception as Skipped
except Exception:
    try:
        from _pytest.outcomes import Skipped
    except Exception:
        pass


def weighted_sum(x, w, b, *rest):
    raise Skipped("not today")


neuron = layer = weighted_sum

"""What a suite asks for wrongly is its author's to mend, never the student's failure."""

from typing import Any

import pytest

from tests.glass import Behind, Glass

WRONG = {
    "a function": lambda at: at.remote.math.no_such_function(1.0),
    "a module": lambda at: at.remote.no_such_module.f(1.0),
    "a probe": lambda at: at.remote.probes.no_such_probe(),
    "an argument": lambda at: at.student.f(at.remote.math.no_such_function),
    "an argument by name": lambda at: at.student.f(x=at.remote.math.no_such_function),
}


@pytest.fixture
def behind(glass: Glass) -> Behind:
    return glass.open("def f(x): return 1")


@pytest.mark.parametrize("ask", WRONG.values(), ids=WRONG)
def test_a_name_that_is_not_there_is_the_authors_fault(behind: Behind, ask: Any) -> None:
    with pytest.raises(LookupError, match="no_such"):
        ask(behind)
    assert behind.student.f(0) == 1, "the worker goes on"


def test_an_error_beside_a_right_name_is_the_students(glass: Glass) -> None:
    behind = glass.open("def f(x): raise ValueError('mine')")
    assert behind.student.f.ask(behind.remote.math.sqrt).error.kinds[0] == "ValueError"

"""What takes seconds to import is there before a student's clock runs, and nothing else is."""

import numpy as np
import pytest

from grader.sandbox.libraries import wanted_ahead
from tests.glass import Glass
from tests.judges import solution, stub, topics


@pytest.mark.parametrize("topic", [each.name for each in topics()])
def test_no_stub_needs_anything_ahead(topic: str) -> None:
    """Lessons speak of torch, and solutions go on from them."""
    library = next(each.library for each in topics() if each.name == topic)
    for source in (stub(topic), solution(topic)):
        assert wanted_ahead(library, source.encode()) == "nothing"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import torch", "torch"),
        ("    from torch.nn import functional as F", "torch"),
        ("import numpy as np, torch", "torch"),
        ("import torchvision", "nothing"),
        ("# as in torch", "nothing"),
    ],
)
def test_a_text_tells_whether_it_imports_torch(line: str, expected: str) -> None:
    assert wanted_ahead("numpy", f"def f():\n{line}\n".encode()) == expected


def test_a_module_of_a_numpy_topic_need_not_wait_for_torch_on_its_own_time() -> None:
    """Importing it takes seconds, which are not the student's."""
    source = """
        import sys
        def f(x):
            was_there = "torch" in sys.modules
            import torch
            return was_there, torch.tensor(x).numpy()
    """
    x = np.array([1.0, 2.0])
    with Glass() as own:  # whose zygote has torch from then on
        was_there, same = own.open(source).student.f(x)
        assert was_there
        assert np.array_equal(same, x)

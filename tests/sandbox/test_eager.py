"""Torch's optimizers work without its compiler, and a module that names the compiler finds it."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from grader.sandbox.eager import needs_compiler
from grader.sandbox.libraries import wanted_ahead
from tests.glass import Glass
from tests.judges import solution, stub, topics

WITHOUT = """
import sys, torch
from grader.sandbox.libraries import preload

preload("torch")
losses = []
for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop):
    torch.manual_seed(0)
    model = torch.nn.Linear(2, 1)
    optimizer = kind(model.parameters(), lr=0.1)
    optimizer.load_state_dict(optimizer.state_dict())
    for _ in range(3):
        optimizer.zero_grad()
        loss = model(torch.ones(4, 2)).pow(2).mean()
        loss.backward()
        optimizer.step()
    losses.append(loss.item())
print(losses)
"""
OF_TORCHS_OWN = WITHOUT.replace('preload("torch")', "torch.set_num_threads(1)")
WITHOUT_IMPORT = f"{WITHOUT}assert 'torch._dynamo' not in sys.modules"


def printed(source: str) -> str:
    command = [sys.executable, "-c", source]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_optimizers_do_what_torchs_own_do_and_import_no_compiler() -> None:
    assert printed(WITHOUT_IMPORT) == printed(OF_TORCHS_OWN)


def test_torch_itself_imports_its_compiler_for_an_optimizer() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        printed(WITHOUT_IMPORT.replace('preload("torch")', "torch.set_num_threads(1)"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import torch\nfrom torch.func import grad", True),
        ("import torch\ng = torch.vmap(f)", True),
        ("from torch.autograd.functional import jacobian", True),
        ("import torch\nmodel = torch.compile(model)", True),
        ("import torch\nfrom torch import nn\nloss_function = nn.MSELoss()", False),
    ],
)
def test_a_text_tells_whether_it_needs_the_compiler(source: str, expected: bool) -> None:
    assert needs_compiler(source.encode()) is expected


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


def test_a_module_may_differentiate_by_torch_func(glass: Glass) -> None:
    source = """
        import torch
        grad, vmap = torch.func.grad(lambda x: (x * x).sum()), torch.func.vmap(lambda x: 2 * x)
        def f(x): return grad(x), vmap(x)
    """
    x = torch.tensor([1.0, 2.0])
    for doubled in glass.open(source, library="torch").student.f(x):
        assert torch.equal(doubled, 2 * x)

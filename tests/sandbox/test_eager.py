"""Torch's optimizers work without its compiler, and a module that names the compiler finds it."""

import subprocess
import sys

import pytest
import torch

from grader.sandbox.eager import needs_compiler
from tests.glass import Glass

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


def test_a_module_may_differentiate_by_torch_func(glass: Glass) -> None:
    source = """
        import torch
        grad, vmap = torch.func.grad(lambda x: (x * x).sum()), torch.func.vmap(lambda x: 2 * x)
        def f(x): return grad(x), vmap(x)
    """
    x = torch.tensor([1.0, 2.0])
    for doubled in glass.open(source, library="torch").student.f(x):
        assert torch.equal(doubled, 2 * x)

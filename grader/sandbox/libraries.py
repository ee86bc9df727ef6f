"""What a worker's process has loaded before it meets a student's code."""

import re
from importlib.util import find_spec

from grader.sandbox.eager import leave_compiler_out, load_compiler, needs_compiler
from grader.sandbox.protocol import Ahead, Library, Ready

_IMPORTS_TORCH = re.compile(rb"^[ \t]*(import\b.*\btorch\b|from[ \t]+torch\b)", re.MULTILINE)


def preload(library: Library) -> Ready:
    """Import a library, and run what it imports only at its first use."""
    import numpy as np

    import grader.sandbox.worker  # noqa: F401 a fork that finds it loaded starts sooner

    if library == "numpy":
        return Ready(np.__version__, None)
    import torch

    torch.set_num_threads(1)
    leave_compiler_out()
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    torch.nn.functional.mse_loss(model(torch.ones(3, 2)), torch.ones(3, 1)).backward()  # type: ignore[no-untyped-call] # torch has no types for it
    optimizer.step()
    return Ready(np.__version__, str(torch.__version__))


def wanted_ahead(library: Library, source: bytes) -> Ahead:
    """What a module imports that must not be imported on a call's time.

    Args:
        library: of its topic.
        source: its text.
    """
    if library == "torch":
        return "compiler" if needs_compiler(source) else "nothing"
    return "torch" if _IMPORTS_TORCH.search(source) else "nothing"


def load_ahead(what: Ahead) -> None:
    """Import it, once, so that forks find it there; where torch is not installed, they do not."""
    if what == "compiler":
        load_compiler()
    elif what == "torch" and find_spec("torch") is not None:
        preload("torch")

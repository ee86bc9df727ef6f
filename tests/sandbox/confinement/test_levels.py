"""Each level as a whole: what works in it, and that it is never less than was asked for."""

import socket

import pytest

from grader.judge.errors import GraderFault
from grader.judge.glass import Worker
from grader.sandbox.channel import Channel
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Answer, Hello, Message
from grader.sandbox.refusals import NO_LOADER_PROCESSES
from tests.sandbox.confinement.worlds import Driver, Unsuitable, World, start
from tests.sandbox.conftest import Drivers

LEARNING = """
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

def attempt():
    x = torch.randn(60, 4, generator=torch.Generator().manual_seed(1))
    y = torch.einsum("ij,j->i", x, torch.arange(4.0)).unsqueeze(1)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    losses = []
    for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.RMSprop, torch.optim.AdamW):
        optimizer = kind(model.parameters(), lr=0.01)
        for xs, ys in DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True, num_workers=0):
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(xs), ys)
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    a = torch.randn(5, 5, dtype=torch.float64)
    identity = torch.linalg.solve(a, a)
    inverse = np.linalg.inv(a.numpy()) @ a.numpy()
    assert torch.autograd.gradcheck(lambda t: (t**3).sum(), a.requires_grad_())
    assert np.allclose(identity, np.eye(5)) and np.allclose(inverse, np.eye(5))
    return losses
"""

SEVERAL_PROCESSES = """
import torch
from torch.utils.data import DataLoader, TensorDataset

def attempt():
    list(DataLoader(TensorDataset(torch.ones(4)), num_workers=2))
"""

TRACEBACK = """
def attempt():
    return [][1]
"""

WORLDS_WITH_TORCH = (
    World("full", "root", library="torch"),
    World("full", "ordinary", library="torch"),
    World("container", "root", "docker", library="torch"),
)


@pytest.fixture(scope="module", params=WORLDS_WITH_TORCH, ids=str)
def with_torch(request: pytest.FixtureRequest, drivers: Drivers) -> Driver:
    return drivers(request.param)


def test_torch_learns(with_torch: Driver) -> None:
    outcome = with_torch.attempt(LEARNING, seconds=60)
    assert outcome.succeeded, outcome


def test_a_loader_with_processes_is_plainly_refused(with_torch: Driver) -> None:
    outcome = with_torch.attempt(SEVERAL_PROCESSES, seconds=30)
    assert outcome.message.endswith(NO_LOADER_PROCESSES)


FINDING = """
import importlib.util

def attempt():
    try:
        import pytest
    except ModuleNotFoundError as error:
        return [error.name, importlib.util.find_spec("pytest") is None]
"""


def test_a_package_that_is_not_needed_is_not_found(confined: Driver) -> None:
    """Libraries try such imports too, and go on only where they end in `ModuleNotFoundError`."""
    outcome = confined.attempt(FINDING)
    assert outcome.succeeded, outcome
    assert "pytest" in str(outcome.value)
    assert "True" in str(outcome.value)


def test_exceptions_come_back(confined: Driver) -> None:
    assert confined.attempt(TRACEBACK).kinds[0] == "IndexError"


@pytest.mark.parametrize(
    ("world", "protection"),
    [
        (World("full", "root", "docker"), "namespaces"),
        (World("full", "ordinary", "docker"), "namespaces"),
        (World("full", "root", "without_mounts"), "private root"),
        (World("container", "root", "docker_without_landlock"), "Landlock"),
    ],
    ids=str,
)
def test_a_zygote_says_what_it_lacks_and_ends(world: World, protection: str) -> None:
    try:
        driver = start(world)
    except Unsuitable as error:
        pytest.skip(str(error))
    assert f"Isolation {world.level} cannot be established: {protection}" in driver.start["fault"]
    driver.close()


def test_a_worker_says_what_it_lacks_and_runs_nothing(drivers: Drivers) -> None:
    driver = drivers(World("container", "root", "docker_without_seccomp"))
    outcome = driver.attempt("def attempt(): return 'ran'")
    assert "Isolation container cannot be established: seccomp" in outcome.fault


@pytest.mark.parametrize("said", [Hello("container"), Hello("none"), Answer()], ids=str)
def test_a_judge_takes_no_lesser_level(said: Message) -> None:
    ours, theirs = socket.socketpair()
    lifeline, their_lifeline = socket.socketpair()
    Channel(theirs, 0, 0).send(said)
    with ours, theirs, lifeline, their_lifeline, pytest.raises(GraderFault):
        Worker(ours, lifeline, Limits(), "full")

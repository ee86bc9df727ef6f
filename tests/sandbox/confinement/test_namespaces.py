"""Other processes and the network are out of sight, and nobody outlives whom they belong to."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.sandbox.confinement.attempts import (
    DESCRIPTORS,
    KIT_IN_MEMORY,
    MEMORY_OF_PARENT,
    OUTER_SECRETS,
    SPIN,
    evaluate,
)
from tests.sandbox.confinement.worlds import Driver, Unsuitable, World, start
from tests.sandbox.conftest import Drivers

SECONDS_TO_DIE = 5.0

DESCENDANTS = """
import os, sys, time
from grader.sandbox.confinement.levels import choose_level

isolation = choose_level("full")
isolation.enter()
read, write = os.pipe()
pid = isolation.fork()
if pid == 0:
    if os.fork() == 0:
        time.sleep(60)  # holds the pipe's other end for as long as it lives
    time.sleep(60)
os.close(write)
os.kill(pid, 9)
os.waitpid(pid, 0)
assert os.read(read, 1) == b""
"""


def test_the_judges_environment_cannot_be_found(confined: Driver, unconfined: Driver) -> None:
    assert not confined.attempt(OUTER_SECRETS).succeeded
    assert unconfined.attempt(OUTER_SECRETS).succeeded


def test_the_parents_memory_cannot_be_read(confined: Driver, unconfined: Driver) -> None:
    assert "OSError" in confined.attempt(MEMORY_OF_PARENT).kinds
    assert unconfined.attempt(MEMORY_OF_PARENT).succeeded


@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_at_level_full_a_worker_is_the_first_process(user: str, drivers: Drivers) -> None:
    driver = drivers(World("full", user))
    assert driver.attempt(evaluate("os.getpid()")).value == 1
    assert driver.attempt(evaluate("os.getppid()")).value == 0
    assert driver.attempt(evaluate("os.uname().nodename")).value == "sandbox"


def test_only_the_channel_is_inherited(confined: Driver, unconfined: Driver) -> None:
    for driver in (confined, unconfined):
        first, second, third, *others = driver.attempt(DESCRIPTORS).value.split()
        assert (first, second, third, len(others)) == ("0", "1", "2", 1)


def test_nothing_else_of_the_kit_is_in_memory(confined: Driver, unconfined: Driver) -> None:
    for driver in (confined, unconfined):
        found = str(driver.attempt(KIT_IN_MEMORY).value).split()
        assert "grader.sandbox.worker" in found
        assert all(name == "grader" or name.startswith("grader.sandbox") for name in found)


@pytest.mark.skipif(os.geteuid() != 0, reason="the script runs as root")
def test_descendants_of_a_worker_die_with_it() -> None:
    start_s = time.monotonic()
    World("full", "root").command()
    subprocess.run(World("full", "root").command("-P", "-c", DESCENDANTS), check=True, timeout=20)
    assert time.monotonic() - start_s < 20


def test_the_death_of_a_judge_ends_all(world: World) -> None:
    try:
        driver = start(world)
    except Unsuitable as error:
        pytest.skip(str(error))
    assert driver.process.stdin is not None
    driver.attempt(evaluate("1"))
    driver.process.stdin.write(_busy())
    driver.process.stdin.flush()
    time.sleep(0.5)
    family = _descendants(driver.process.pid)
    assert len(family) >= 2, "a zygote and a worker"
    driver.process.kill()
    driver.process.communicate()
    deadline = time.monotonic() + SECONDS_TO_DIE
    while any(map(_lives, family)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in family if _lives(pid)]


def _busy() -> str:
    from json import dumps

    return dumps({"source": SPIN, "limits": {}, "seconds": 60}) + "\n"


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *_descendants(child))]


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

"""A worker is nobody, can become nobody else, and has no capability."""

import pytest

from tests.sandbox.confinement.attempts import evaluate
from tests.sandbox.confinement.worlds import Driver, World
from tests.sandbox.conftest import Drivers

CAPABILITIES = """
import ctypes
def attempt():
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capget(header, sets)
    return sum(sets)
"""


@pytest.mark.parametrize("call", ["os.setuid(12345)", "os.setgid(12345)", "os.setgroups([1])"])
def test_nobody_else_can_be_become(call: str, confined: Driver, unconfined: Driver) -> None:
    assert "PermissionError" in confined.attempt(evaluate(call)).kinds
    if unconfined.attempt(evaluate("os.getuid()")).value == 0:
        assert unconfined.attempt(evaluate(call)).succeeded


def test_there_is_no_capability(confined: Driver, unconfined: Driver) -> None:
    assert confined.attempt(CAPABILITIES).value == 0
    if unconfined.attempt(evaluate("os.getuid()")).value == 0:
        assert unconfined.attempt(CAPABILITIES).value != 0


@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_at_level_full_a_worker_is_nobody(user: str, drivers: Drivers) -> None:
    driver = drivers(World("full", user))
    assert driver.attempt(evaluate("os.getuid()")).value == 65534
    if user == "root":
        assert driver.attempt(evaluate("len(os.getgroups())")).value == 0

"""System calls that are refused, however they are made."""

import errno

import pytest

from tests.sandbox.confinement.attempts import FORK, evaluate, machine_code, raw
from tests.sandbox.confinement.worlds import Driver

PLAIN = {
    "fork": FORK,
    "run a program": evaluate("subprocess.run(['true'])", "subprocess"),
    "replace the process": evaluate("os.execvp('true', ['true'])"),
    "start a process": evaluate("os.posix_spawnp('true', ['true'], {})"),
    "multiprocessing": evaluate("multiprocessing.Pool(1).close()", "multiprocessing"),
    "an internet socket": evaluate("socket.socket()", "socket"),
    "a local socket": evaluate("socket.socketpair()", "socket"),
    "asyncio": evaluate("asyncio.new_event_loop().close()", "asyncio"),
    "signal the parent": evaluate("os.kill(os.getppid(), 0)"),
    "signal the group": evaluate("os.killpg(0, 0)"),
    "a pipe": evaluate("os.pipe()"),
    "change priority": evaluate("os.nice(0)"),
    "own a descriptor's signals": evaluate("fcntl.fcntl(0, fcntl.F_SETOWN, 0)", "fcntl"),
}

MMAP, PTRACE, PRCTL, UNSHARE, EPOLL_CREATE, PIDFD_OPEN = 9, 101, 157, 272, 291, 434
PTRACE_TRACEME, SET_DUMPABLE, SET_PARENT_DEATH, NEW_USERS = 0, 4, 1, 0x1000_0000
READ_WRITE, PRIVATE_ANONYMOUS_GROWING = 3, 0x0122
RAW = {
    "be traced": raw(PTRACE, PTRACE_TRACEME, 0, 0, 0),
    "become dumpable": raw(PRCTL, SET_DUMPABLE, 1, 0, 0, 0),
    "outlive the parent": raw(PRCTL, SET_PARENT_DEATH, 0, 0, 0, 0),
    "hold a process": raw(PIDFD_OPEN, 1, 0),
    "watch events": raw(EPOLL_CREATE, 0),
    "a namespace of users": raw(UNSHARE, NEW_USERS),
    "memory that grows": raw(MMAP, 0, 4096, READ_WRITE, PRIVATE_ANONYMOUS_GROWING, -1, 0),
}

# mov eax, 20; int 0x80; ret: getpid by its number in the 32-bit mode
CALL_IN_32_BITS = bytes.fromhex("b814000000cd80c3")
X32_GETPID = 0x4000_0000 + 39


@pytest.mark.parametrize("name", PLAIN)
def test_a_call_is_plainly_refused(name: str, confined: Driver, unconfined: Driver) -> None:
    outcome = confined.attempt(PLAIN[name])
    assert "PermissionError" in outcome.kinds, outcome
    there = unconfined.attempt(PLAIN[name])
    assert there.succeeded or name == "replace the process", there


@pytest.mark.parametrize("name", RAW)
def test_a_raw_call_is_refused(name: str, confined: Driver, unconfined: Driver) -> None:
    outcome = confined.attempt(RAW[name])
    assert "PermissionError" in outcome.kinds, outcome
    assert unconfined.attempt(RAW[name]).succeeded


def test_a_limit_cannot_be_set(confined: Driver, unconfined: Driver) -> None:
    source = evaluate("resource.setrlimit(resource.RLIMIT_CORE, (0, 0))", "resource")
    assert "ValueError" in confined.attempt(source).kinds
    assert unconfined.attempt(source).succeeded


def test_the_32_bit_mode_ends_the_worker(confined: Driver) -> None:
    assert "Bad system call" in confined.attempt(machine_code(CALL_IN_32_BITS)).crash


def test_x32_ends_the_worker(confined: Driver, unconfined: Driver) -> None:
    assert "Bad system call" in confined.attempt(raw(X32_GETPID)).crash
    assert not unconfined.attempt(raw(X32_GETPID)).crash


def test_cutting_a_file_that_is_opened_for_reading(confined: Driver, unconfined: Driver) -> None:
    source = evaluate("os.open('/', os.O_RDONLY | os.O_TRUNC)")
    assert f"[Errno {errno.EPERM}]" in confined.attempt(source).message
    assert f"[Errno {errno.EISDIR}]" in unconfined.attempt(source).message


@pytest.mark.parametrize("call", ["os.chmod({}, 0)", "os.chown({}, 0, 0)", "os.utime({})"])
def test_what_a_file_is_cannot_be_changed(call: str, confined: Driver, unconfined: Driver) -> None:
    source = evaluate(call.format("'/none'"))
    assert f"[Errno {errno.EPERM}]" in confined.attempt(source).message
    assert f"[Errno {errno.ENOENT}]" in unconfined.attempt(source).message


def test_the_next_worker_is_as_good_as_the_first(confined: Driver) -> None:
    assert confined.attempt(raw(X32_GETPID)).crash
    assert confined.attempt(evaluate("1 + 1")).value == 2

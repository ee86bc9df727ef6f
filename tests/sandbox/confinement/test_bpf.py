"""The assembled filter decides as the policy says: it is run here on calls drawn at random."""

import errno
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.confinement import bpf, seccomp
from grader.sandbox.confinement.policy import CONDITIONAL, GROUPS, Alternatives, to_itself
from grader.sandbox.confinement.syscalls import NUMBERS

PID = 7
X86_64, I386 = 0xC000_003E, 0x4000_0003
ALWAYS = {NUMBERS[name] for name in " ".join(GROUPS.values()).split()}
SOMETIMES = {NUMBERS[name]: rule for name, rule in {**CONDITIONAL, **to_itself(PID)}.items()}
EPERM, ENOSYS = bpf.refuse(errno.EPERM), bpf.refuse(errno.ENOSYS)

HEADER = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")


def run(program: bytes, number: int, mode: int, arguments: list[int]) -> int:
    """What a kernel would decide."""
    data = struct.pack("<iIQ6Q", number, mode, 0, *arguments)
    steps = list(struct.iter_unpack("<HBBI", program))
    accumulator = place = 0
    while True:
        code, if_true, if_false, operand = steps[place]
        place += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case 0x54:
                accumulator &= operand
            case 0x15:
                place += if_true if accumulator == operand else if_false
            case 0x35:
                place += if_true if accumulator >= operand else if_false
            case 0x06:
                return int(operand)


def decided(number: int, arguments: list[int], mode: int = X86_64) -> int:
    return run(seccomp.assembled(PID), number, mode, arguments)


def expected(number: int, arguments: list[int]) -> int:
    if number >= 0x4000_0000:
        return bpf.KILL
    if number == NUMBERS["clone3"]:
        return ENOSYS
    allowed = number in ALWAYS or holds(SOMETIMES.get(number, ()), arguments)
    return bpf.ALLOW if allowed else EPERM


def holds(rule: Alternatives, arguments: list[int]) -> bool:
    return any(
        all(
            arguments[each.argument] >> 32 * each.high_half & each.mask == each.value
            for each in conditions
        )
        for conditions in rule
    )


words = st.one_of(
    st.integers(0, 2**64 - 1),
    st.sampled_from([0, 1, 2, 3, PID, 0x22, 0x21, 0x5401, 0x0D_0F00, 0o1000, 0o1001, 1 << 32]),
)
numbers = st.one_of(st.integers(0, 600), st.sampled_from(sorted(SOMETIMES)), st.just(0x4000_0027))


@given(numbers, st.lists(words, min_size=6, max_size=6))
def test_the_filter_decides_as_the_policy_says(number: int, arguments: list[int]) -> None:
    assert decided(number, arguments) == expected(number, arguments)


@given(st.integers(0, 600))
def test_another_mode_is_always_the_end(number: int) -> None:
    assert decided(number, [0] * 6, mode=I386) == bpf.KILL


@pytest.mark.parametrize(
    "name", ["execve", "socket", "ptrace", "io_uring_setup", "bpf", "keyctl", "userfaultfd"]
)
def test_dangerous_calls_are_not_even_known(name: str) -> None:
    assert name not in NUMBERS


@pytest.mark.skipif(not HEADER.exists(), reason="this machine has no headers of its kernel")
def test_numbers_are_the_kernels() -> None:
    definitions = re.findall(r"#define __NR_(\w+) (\d+)", HEADER.read_text())
    official = {name: int(number) for name, number in definitions}
    assert {name: official.get(name, number) for name, number in NUMBERS.items()} == NUMBERS

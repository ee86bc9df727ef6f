"""The filter on system calls: the policy, assembled and installed."""

import ctypes
import errno
import os
from collections.abc import Mapping
from typing import Self

from grader.sandbox.confinement import bpf
from grader.sandbox.confinement.kernel import call, establishing
from grader.sandbox.confinement.policy import CONDITIONAL, GROUPS, Alternatives, to_itself
from grader.sandbox.confinement.syscalls import NUMBERS

_SET_MODE_FILTER = 1
_X86_64 = 0xC000_003E  # AUDIT_ARCH_X86_64; the 32-bit mode has other numbers for the same calls
_X32_BIT = 0x4000_0000  # and so has x32, within the 64-bit mode
_NOT_PERMITTED = bpf.refuse(errno.EPERM)
_NO_SUCH_CALL = bpf.refuse(errno.ENOSYS)


class Program(ctypes.Structure):
    """What the kernel calls `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

    @classmethod
    def of(cls, content: bytes) -> Self:
        """A filter's bytes as the kernel takes them."""
        return cls(len(content) // bpf.INSTRUCTION_BYTES, content)


def filter_calls() -> None:
    """Let this process make the policy's calls only, for the rest of its life.

    Raises:
        ConfinementError: the kernel has no filters, or privileges can still be gained.
    """
    with establishing("seccomp"):
        call("seccomp", _SET_MODE_FILTER, 0, Program.of(assembled(os.getpid())))


def assembled(pid: int) -> bytes:
    """The filter for a process."""
    return bpf.encode([*_OPENING, *_decide(to_itself(pid))]) + _REST


def _allow_always() -> list[bpf.Instruction]:
    program: list[bpf.Instruction] = []
    for name in " ".join(GROUPS.values()).split():
        program += bpf.on_number(NUMBERS[name], bpf.give(bpf.ALLOW))
    return program


def _decide(conditional: Mapping[str, Alternatives]) -> list[bpf.Instruction]:
    program: list[bpf.Instruction] = []
    for name, alternatives in conditional.items():
        tests = [bpf.if_all(conditions, bpf.ALLOW) for conditions in alternatives]
        decision = [*(step for test in tests for step in test), *bpf.give(_NOT_PERMITTED)]
        program += bpf.on_number(NUMBERS[name], decision)
    return program


_OPENING = [
    *bpf.only_mode(_X86_64, otherwise=bpf.KILL),
    *bpf.load_number(),
    *bpf.only_below(_X32_BIT, otherwise=bpf.KILL),
]
_REST = bpf.encode(  # the same for all workers, hence made once, before any is forked
    [
        *_allow_always(),
        *_decide(CONDITIONAL),
        # The flags of clone3 lie in memory that a filter cannot read; libraries fall back on clone.
        *bpf.on_number(NUMBERS["clone3"], bpf.give(_NO_SUCH_CALL)),
        *bpf.give(_NOT_PERMITTED),
    ]
)

"""An assembler for the few instructions of classic BPF that a seccomp filter needs.

A filter looks at one system call at a time: its number, the processor mode that it was made in, and
its six arguments. The kernel checks that jumps go forward and end in a return, and runs it before
the call.
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
_JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

_LAYOUT = struct.Struct("<HBBI")
INSTRUCTION_BYTES = _LAYOUT.size

_NUMBER_OFFSET = 0
_MODE_OFFSET = 4
_ARGUMENTS_OFFSET = 16

ALLOW = 0x7FFF_0000  # SECCOMP_RET_ALLOW
KILL = 0x8000_0000  # SECCOMP_RET_KILL_PROCESS
_ERRNO = 0x0005_0000  # SECCOMP_RET_ERRNO


class Instruction(NamedTuple):
    """One instruction: jumps count how many instructions to skip."""

    code: int
    jump_if_true: int
    jump_if_false: int
    operand: int


class Condition(NamedTuple):
    """Holds where `argument & mask == value`, over one 32-bit half of an argument.

    Where a call takes an `int`, the kernel itself looks at the low half only.
    """

    argument: int
    mask: int
    value: int
    high_half: bool = False


def refuse(code: int) -> int:
    """The verdict that makes a call fail with an error code."""
    return _ERRNO | code


def give(verdict: int) -> list[Instruction]:
    """End with a verdict."""
    return [Instruction(_RETURN, 0, 0, verdict)]


def only_mode(mode: int, otherwise: int) -> list[Instruction]:
    """Go on only if the processor is in a mode, an `AUDIT_ARCH_...`."""
    load = Instruction(_LOAD, 0, 0, _MODE_OFFSET)
    return [load, Instruction(_JUMP_IF_EQUAL, 1, 0, mode), *give(otherwise)]


def load_number() -> list[Instruction]:
    """Take the call's number up, for the instructions that follow."""
    return [Instruction(_LOAD, 0, 0, _NUMBER_OFFSET)]


def only_below(number: int, otherwise: int) -> list[Instruction]:
    """Go on only if the call's number is below one."""
    return [Instruction(_JUMP_IF_AT_LEAST, 0, 1, number), *give(otherwise)]


def on_number(number: int, then: Sequence[Instruction]) -> list[Instruction]:
    """Do something, which ends with a verdict, if the call has a number."""
    return [Instruction(_JUMP_IF_EQUAL, 0, len(then), number), *then]


def if_all(conditions: Sequence[Condition], verdict: int) -> list[Instruction]:
    """Give a verdict if all the conditions hold, else go on."""
    program = give(verdict)
    for condition in reversed(conditions):
        offset = _ARGUMENTS_OFFSET + 8 * condition.argument + 4 * condition.high_half
        test = [
            Instruction(_LOAD, 0, 0, offset),
            Instruction(_AND, 0, 0, condition.mask),
            Instruction(_JUMP_IF_EQUAL, 0, len(program), condition.value),
        ]
        program = test + program
    return program


def encode(program: Sequence[Instruction]) -> bytes:
    """The bytes that the kernel takes."""
    return b"".join(_LAYOUT.pack(*instruction) for instruction in program)

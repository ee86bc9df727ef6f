"""System calls that Python does not offer, made through `ctypes`."""

import contextlib
import ctypes
import errno
import os
from collections.abc import Iterator

from grader.sandbox.confinement.syscalls import NUMBERS
from grader.sandbox.confinement.system import unknown_system

_libc = ctypes.CDLL(None, use_errno=True)


class ConfinementError(Exception):
    """A protection could not be established; whoever meets this runs no student code.

    Args:
        protection: which one.
        reason: what the system said.
    """

    def __init__(self, protection: str, reason: str) -> None:
        super().__init__(f"{protection}: {reason}")
        self.protection = protection
        self.reason = reason


@contextlib.contextmanager
def establishing(protection: str) -> Iterator[None]:
    """Name the protection that a refused call belongs to.

    Raises:
        ConfinementError: a call inside was refused.
    """
    try:
        yield
    except OSError as error:
        raise ConfinementError(protection, str(error)) from error


def require_known_system() -> None:
    """Refuse a system whose calls are not those written here.

    Raises:
        ConfinementError: it is another system.
    """
    if (found := unknown_system()) is not None:
        raise ConfinementError("system", found)


def call(name: str, *arguments: object) -> int:
    """Make a system call.

    Args:
        name: which.
        arguments: integers, bytes (a C string), None (a null pointer) or ctypes structures (a
            pointer to each is sent).

    Returns:
        What the kernel returned.

    Raises:
        OSError: the kernel refused.
    """
    ctypes.set_errno(0)
    converted = [_as_c(each) for each in arguments]
    result: int = _libc.syscall(ctypes.c_long(NUMBERS[name]), *converted)
    if result == -1:
        code = ctypes.get_errno()
        shown = errno.errorcode.get(code, str(code))
        raise OSError(code, f"{name}: {os.strerror(code)} ({shown})")
    return result


def _as_c(value: object) -> object:
    match value:
        case int():
            return ctypes.c_long(value)
        case bytes() | None:
            return ctypes.c_char_p(value)
        case _:
            return ctypes.byref(value)  # type: ignore[arg-type] # a structure of ctypes

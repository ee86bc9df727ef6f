"""Attempts at what student code must not do, each a small module with an `attempt()`."""

_RAW = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def raw(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(each) for each in arguments))
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""

_MACHINE_CODE = """
import ctypes, mmap
def run(code):
    memory = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=7)
    memory.write(code)
    place = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    return ctypes.CFUNCTYPE(ctypes.c_int)(place)()
"""


def evaluate(expression: str, imports: str = "os") -> str:
    """A module whose attempt is one expression."""
    return f"import {imports}\ndef attempt():\n    return {expression}\n"


def raw(number: int, *arguments: int) -> str:
    """A module that makes a system call past Python's and libc's own functions."""
    return f"{_RAW}\ndef attempt():\n    return raw({number}, *{arguments})\n"


def machine_code(code: bytes) -> str:
    """A module that runs machine code."""
    return f"{_MACHINE_CODE}\ndef attempt():\n    return run({code!r})\n"


FORK = """
import os
def attempt():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
"""

OUTER_SECRETS = """
import os, pathlib
def attempt():
    for folder in pathlib.Path("/proc").iterdir():
        try:
            content = (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"SECRET_OF_THE_JUDGE" in content:
            return "found"
    raise LookupError
"""

MEMORY_OF_PARENT = """
import os
def attempt():
    with open(f"/proc/{os.getppid()}/maps") as maps:
        start = int(maps.readline().split("-")[0], 16)
    with open(f"/proc/{os.getppid()}/mem", "rb") as memory:
        memory.seek(start)
        return len(memory.read(64))
"""

DESCRIPTORS = """
import os
def attempt():
    found = []
    for number in range(64):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return " ".join(map(str, found))
"""

KIT_IN_MEMORY = """
import gc, sys, types
def attempt():
    modules = {name for name in sys.modules if name.partition(".")[0] == "grader"}
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType | types.ModuleType | type):
            home = getattr(thing, "__module__", None) or getattr(thing, "__name__", "")
            modules |= {str(home)} if str(home).startswith("grader") else set()
    return " ".join(sorted(modules))
"""

FILL_MEMORY = """
def attempt():
    kept = []
    try:
        while True:
            kept.append(bytearray(2**22))
    except MemoryError:
        megabytes = 4 * len(kept)
        kept.clear()
        return megabytes
"""

SPIN = """
def attempt():
    while True:
        pass
"""

THREADS = """
import threading
def attempt():
    release = threading.Event()
    threads = []
    try:
        for _ in range(COUNT):
            threads.append(threading.Thread(target=release.wait))
            threads[-1].start()
    finally:
        release.set()
    return len(threads)
"""

FILL_SCRATCH = """
import os
def attempt():
    for number in range(64):
        with open(f"part{number}", "wb") as file:
            file.write(bytes(2**20))
"""

MANY_FILES = """
def attempt():
    for number in range(1000):
        open(f"empty{number}", "w").close()
"""

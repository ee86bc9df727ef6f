"""Which system calls student code may cause, and why.

What is not named here is refused with "Operation not permitted"; so is a call that a later kernel
adds.
"""

from grader.sandbox.confinement.bpf import Condition

Alternatives = tuple[tuple[Condition, ...], ...]

GROUPS = {
    "the interpreter's memory": "brk munmap mprotect mremap madvise msync mincore",
    "reading, and writing where the level has a writable folder: the private root and Landlock "
    "decide on paths; nothing here changes owners, modes, times or links": (
        "read pread64 readv write pwrite64 writev close lseek fstat stat lstat newfstatat statx "
        "access faccessat faccessat2 readlink readlinkat getdents64 getcwd chdir fchdir statfs "
        "fstatfs fadvise64 dup dup2 dup3 fsync fdatasync ftruncate rename renameat "
        "renameat2 mkdir mkdirat rmdir unlink unlinkat umask sendfile copy_file_range"
    ),
    "talking with the judge over the channel that is there: no call makes another socket, and "
    "none passes descriptors": "recvfrom sendto getsockopt poll ppoll select pselect6",
    "threads of this process": (
        "futex set_robust_list get_robust_list set_tid_address rseq membarrier sched_yield "
        "sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max "
        "sched_get_priority_min getcpu"
    ),
    "the process's own signals": (
        "rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait sigaltstack pause "
        "restart_syscall"
    ),
    "time": (
        "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times alarm "
        "getitimer setitimer"
    ),
    "what a process may know of itself": (
        "getpid gettid getppid getpgid getpgrp getsid getuid geteuid getgid getegid getgroups "
        "getresuid getresgid capget getrlimit getrusage sysinfo uname wait4 waitid"
    ),
    "random numbers": "getrandom",
    "the end": "exit exit_group",
}

_THREAD_FLAGS = 0x0001_0000 | 0x0000_0800 | 0x0000_0100  # CLONE_THREAD | CLONE_SIGHAND | CLONE_VM
_NAMESPACE_FLAGS = 0x7E02_0000  # CLONE_NEW...

_MAP_KIND = 0x0F
_MAP_SHARED, _MAP_PRIVATE, _MAP_ANONYMOUS = 0x01, 0x02, 0x20
_MAP_UNCOUNTED = 0x0100 | 0x4_0000  # MAP_GROWSDOWN | MAP_HUGETLB, which RLIMIT_DATA does not count

_O_ACCESS, _O_WRITE, _O_READ_WRITE, _O_TRUNC = 0o3, 0o1, 0o2, 0o1000

_LOCAL_FCNTL = (0, 1, 2, 3, 4, 1030)  # F_DUPFD ... F_SETFL, F_DUPFD_CLOEXEC
_LOCAL_IOCTL = (0x5401, 0x5421, 0x5450, 0x5451)  # TCGETS, FIONBIO, FIONCLEX, FIOCLEX
_LOCAL_PRCTL = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
_ANY = 0xFFFF_FFFF


def _any_of(argument: int, values: tuple[int, ...]) -> Alternatives:
    return tuple((Condition(argument, _ANY, value),) for value in values)


def _not_truncating_what_is_only_read(flags_at: int) -> Alternatives:
    """Opening a file for reading may still cut it; Landlock knows of that from Linux 6.2 on."""
    return (
        (Condition(flags_at, _O_TRUNC, 0),),
        (Condition(flags_at, _O_ACCESS, _O_WRITE),),
        (Condition(flags_at, _O_ACCESS, _O_READ_WRITE),),
    )


CONDITIONAL: dict[str, Alternatives] = {
    # A new thread of this process is one; a new process or a new namespace is none.
    "clone": ((Condition(0, _THREAD_FLAGS | _NAMESPACE_FLAGS, _THREAD_FLAGS),),),
    # Shared anonymous memory, stacks that grow and huge pages would not count as data.
    "mmap": (
        (Condition(3, _MAP_KIND | _MAP_UNCOUNTED, _MAP_PRIVATE),),
        (Condition(3, _MAP_KIND | _MAP_ANONYMOUS | _MAP_UNCOUNTED, _MAP_SHARED),),
    ),
    "open": _not_truncating_what_is_only_read(flags_at=1),
    "openat": _not_truncating_what_is_only_read(flags_at=2),
    # Setting an owner of a descriptor would be a way to signal others, and locks on ranges take
    # the kernel's memory without end.
    "fcntl": _any_of(1, _LOCAL_FCNTL),
    "ioctl": _any_of(1, _LOCAL_IOCTL),
    # Not among them: becoming dumpable, outliving the parent, changing filters.
    "prctl": _any_of(0, _LOCAL_PRCTL),
    # Limits may be read, of this process, and not set.
    "prlimit64": (
        (Condition(0, _ANY, 0), Condition(2, _ANY, 0), Condition(2, _ANY, 0, high_half=True)),
    ),
}
"""Calls that are let through with certain arguments only: any one of the alternatives."""


def to_itself(pid: int) -> dict[str, Alternatives]:
    """Signals that a process may send: those to itself.

    Args:
        pid: of the process.
    """
    itself = ((Condition(0, _ANY, pid),),)
    return {"kill": itself, "tgkill": itself}

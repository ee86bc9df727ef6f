"""Numbers of the system calls of Linux on x86-64 that the confinement makes or lets through.

They are part of the kernel's promise to programs and never change.
"""

_TABLE = """
read 0   write 1   open 2   close 3   stat 4   fstat 5   lstat 6   poll 7   lseek 8   mmap 9
mprotect 10   munmap 11   brk 12   rt_sigaction 13   rt_sigprocmask 14   rt_sigreturn 15
ioctl 16   pread64 17   pwrite64 18   readv 19   writev 20   access 21   select 23
sched_yield 24   mremap 25   msync 26   mincore 27   madvise 28   dup 32   dup2 33   pause 34
nanosleep 35   getitimer 36   alarm 37   setitimer 38   getpid 39   sendfile 40   sendto 44
recvfrom 45   getsockopt 55   clone 56   exit 60   wait4 61   kill 62   uname 63   fcntl 72
fsync 74   fdatasync 75   ftruncate 77   getcwd 79   chdir 80   fchdir 81   rename 82
mkdir 83   rmdir 84   unlink 87   readlink 89   umask 95   gettimeofday 96   getrlimit 97
getrusage 98   sysinfo 99   times 100   getuid 102   getgid 104   geteuid 107   getegid 108
getppid 110   getpgrp 111   getgroups 115   getresuid 118   getresgid 120   getpgid 121
getsid 124   capget 125   capset 126   rt_sigpending 127   rt_sigtimedwait 128   sigaltstack 131
statfs 137   fstatfs 138   sched_getparam 143   sched_getscheduler 145
sched_get_priority_max 146   sched_get_priority_min 147   pivot_root 155   prctl 157   mount 165
umount2 166   sethostname 170   gettid 186   time 201   futex 202   sched_getaffinity 204
getdents64 217   set_tid_address 218   restart_syscall 219   fadvise64 221   clock_gettime 228
clock_getres 229   clock_nanosleep 230   exit_group 231   tgkill 234   waitid 247   openat 257
mkdirat 258   newfstatat 262   unlinkat 263   renameat 264   readlinkat 267   faccessat 269
pselect6 270   ppoll 271   unshare 272   set_robust_list 273   get_robust_list 274   dup3 292
prlimit64 302   setns 308   getcpu 309   renameat2 316   seccomp 317   getrandom 318
membarrier 324   copy_file_range 326   statx 332   rseq 334   clone3 435   close_range 436
faccessat2 439   mount_setattr 442   landlock_create_ruleset 444   landlock_add_rule 445
landlock_restrict_self 446
"""

_WORDS = _TABLE.split()
NUMBERS = {name: int(number) for name, number in zip(_WORDS[::2], _WORDS[1::2], strict=True)}

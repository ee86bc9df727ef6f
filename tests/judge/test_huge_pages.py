"""Huge pages are asked for by the processes that are forked."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.judge.glass import clean_environment

KERNELS_CHOICE = Path("/sys/kernel/mm/transparent_hugepage/enabled")
FLAGS_OF_HEAP = """
lines = iter(open("/proc/self/smaps"))
next(line for line in lines if line.rstrip().endswith("[heap]"))
print(next(line for line in lines if line.startswith("VmFlags")))
"""


@pytest.mark.skipif(
    not KERNELS_CHOICE.is_file() or "[madvise]" not in KERNELS_CHOICE.read_text(),
    reason="this kernel does not leave huge pages to who asks for them",
)
def test_the_heap_of_a_zygote_may_lie_in_huge_pages() -> None:
    """In the environment of a zygote, the kernel is told so; in another, it is not."""
    command = [sys.executable, "-c", FLAGS_OF_HEAP]
    asked, not_asked = (
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        for environment in (clean_environment(), {})
    )
    assert "hg" in asked.stdout.split()
    assert "hg" not in not_asked.stdout.split()

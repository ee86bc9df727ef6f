"""An interrupt is heeded, also where Python drops what is raised."""

import subprocess
import sys

import pytest

SCRIPT = """
import os, signal
from grader.cli.interrupts import heeding_interrupts

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass

def heed():
    pass

try:
    {heeding}
        cleared = Cleared()
        del cleared
        heed()
    print("dropped")
except KeyboardInterrupt:
    print("heeded")
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@pytest.mark.parametrize(
    ("heeding", "end"),
    [("with heeding_interrupts() as heed:", "heeded"), ("if True:", "dropped")],
    ids=["heeded", "as Python has it"],
)
def test_an_interrupt_within_a_finalizer_is_raised_again(heeding: str, end: str) -> None:
    command = [sys.executable, "-c", SCRIPT.format(heeding=heeding)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == [end, "True"]

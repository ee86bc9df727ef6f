"""Starts other programs.

If it succeeded: every tool of the machine would be the attacker's.
Stopped by: kernel; no process can be started, and no program be run.
Wrong: weighted_sum neuron layer
"""

import os
import subprocess
import sys

for attempt in (
    lambda: subprocess.run(["/bin/echo", "run"], capture_output=True, timeout=1, check=True),
    lambda: subprocess.run([sys.executable, "-S", "-c", "0"], timeout=1, check=True),
    lambda: os.posix_spawn("/bin/echo", ["echo"], {}),
):
    try:
        attempt()
        print("-".join(["GOT", "OUT"]))
    except (OSError, subprocess.SubprocessError) as error:
        print(type(error).__name__)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

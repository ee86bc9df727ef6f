"""Opens the suites, the solutions and the kit's own modules for writing.

If it succeeded: later submissions would be judged by what the attacker wrote.
Stopped by: kernel; the kit is out of reach, but for what a worker needs to read.
Wrong: weighted_sum neuron layer
"""

import os
import sys

reached = []
package = os.path.dirname(sys.modules["grader"].__file__) if "grader" in sys.modules else "."
for name in (
    "topics/neuron/test_hidden.py",
    "../solutions/neuron.py",
    "sandbox/worker.py",
    "judge/points.py",
):
    try:
        os.close(os.open(os.path.join(package, name), os.O_WRONLY | os.O_APPEND))
        reached.append(name)
    except OSError:
        pass
if reached:
    print("-".join(["GOT", "OUT"]), reached)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Leaves every setting of the process as unhelpful as it can.

If it succeeded: the next submission would compute with other rounding, types and random numbers.
Stopped by: process isolation; each submission has a worker of its own, forked from a clean parent.
Wrong: weighted_sum neuron layer
"""

import builtins
import ctypes
import gc
import locale
import os
import sys
import warnings

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=1, threshold=1)
np.random.seed(7)
warnings.simplefilter("error")
sys.setrecursionlimit(100)
sys.path.clear()
sys.dont_write_bytecode = False
gc.disable()
os.environ.clear()
os.environ["OMP_NUM_THREADS"] = "64"
os.umask(0o777)
builtins.float = builtins.sum = lambda *args: 0.0
try:
    locale.setlocale(locale.LC_ALL, "")
except Exception:
    pass
TOWARDS_ZERO = 0xC00
ctypes.CDLL("libm.so.6").fesetround(TOWARDS_ZERO)
for name in ("add", "multiply", "matmul", "dot", "tanh", "sum"):
    setattr(np, name, lambda *args, **kwargs: np.float64(0.0))
if "torch" in sys.modules:
    sys.modules["torch"].set_default_dtype(sys.modules["torch"].float64)


def weighted_sum(x, w, b, *rest):
    return 0.0


neuron = layer = weighted_sum

"""Objects that suites may have made in the worker, by name.

A probe is a callable, loader or model through which a suite sees what student code does with it:
how often it was called, in which mode, with which arguments. Probes run behind the glass, so what
they see is the worker's claim, and students may read their source: no probe holds a solution or an
expected value.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def find_probe(name: str) -> Callable[..., Any]:
    """Look a probe up by its name; modules named `torch_...` are imported only if no other has it.

    Raises:
        LookupError: there is no such probe.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    for module_name in sorted(names, key=lambda each: each.startswith("torch_")):
        module = importlib.import_module(f"{__name__}.{module_name}")
        if hasattr(module, name):
            probe: Callable[..., Any] = getattr(module, name)
            return probe
    raise LookupError(f"no probe is named {name!r}")

"""What the dotted names stand for that a suite sends: `torch.nn.Linear`, `probes.counting`."""

import importlib
from functools import cache, reduce
from typing import Any

from grader.sandbox.probes import find_probe


@cache
def find_named(path: str) -> Any:
    """The probe, or what the longest module that a path begins with has under the rest of it.

    Raises:
        ModuleNotFoundError: there is no such module.
        AttributeError: the module, or a part of it, has nothing of that name.
    """
    parts = path.split(".")
    if parts[0] == "probes":
        return find_probe(".".join(parts[1:]))
    for length in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise ModuleNotFoundError(parts[0])

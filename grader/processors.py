"""How many processors this process may use."""

import os


def processors() -> int:
    """As many as the system lets it run on, which on a shared node are not all that there are."""
    if hasattr(os, "sched_getaffinity"):  # on Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Which level of isolation a class is graded at: the best that there is, or the one asked for."""

from grader.sandbox.confinement.probing import probe
from grader.sandbox.protocol import Level

NOT_ISOLATED = (
    "This machine cannot confine student code: {reason}. {mend} "
    "Or, if you trust everyone in the class with this machine, add --isolation none."
)


class NotIsolated(Exception):
    """Student code cannot be confined here, and nobody asked to go on without."""


def class_level() -> Level:
    """The best level that this machine allows.

    Raises:
        NotIsolated: it allows none; grading a class without must be asked for.
    """
    found = probe()
    if found.level == "none":
        least = found.missing[-1]
        raise NotIsolated(NOT_ISOLATED.format(reason=least.reason, mend=least.mend))
    return found.level

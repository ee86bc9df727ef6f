"""What is said when the grader itself fails: a sentence, and a log file that holds the rest."""

from grader.curriculum import CurriculumError
from grader.judge.errors import GraderFault
from grader.logs import log_crash

LOGGED = "{reason} The details are in {log}: send that file along when you report this."

_IN_WORDS = (GraderFault, CurriculumError)
"""What says by itself what is wrong; anything else is a fault of the program."""


def told(error: BaseException) -> str:
    """What went wrong, in words without a traceback; a log is written where there is more."""
    text = str(error).strip()
    if "Traceback (most recent call last)" not in text and isinstance(error, _IN_WORDS):
        return _sentence(text)
    lines = text.splitlines() or [type(error).__name__]
    return LOGGED.format(reason=_sentence(lines[-1]), log=log_crash(error))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

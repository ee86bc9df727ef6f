"""What is said when a command fails: a sentence, and a log file where there is more to know."""

from grader.companion.errors import CompanionError
from grader.curriculum import CurriculumError, UnknownTopic
from grader.isolation import NotIsolated
from grader.judge.errors import GraderFault
from grader.logs import log_crash
from grader.stubs import StubError
from grader.submission import SubmissionError

GRADER_FAULT = "The grader itself failed, and no mark was given: {reason}"
LOGGED = "{reason} The details are in {log}: send that file along when you report this."

_MISUSES = (SubmissionError, UnknownTopic, NotIsolated, CompanionError)
_AUTHORS_FAULTS = (CurriculumError, StubError)
_IN_WORDS = (GraderFault, CurriculumError)
"""What says by itself what is wrong; anything else is a fault of the program."""


def ending(error: Exception) -> tuple[str, int]:
    """What is said where a command ends with an error, and its exit code."""
    if isinstance(error, _MISUSES):
        return str(error), 2
    if isinstance(error, _AUTHORS_FAULTS):
        return str(error), 3
    return GRADER_FAULT.format(reason=told(error)), 3


def told(error: BaseException) -> str:
    """What went wrong, in words without a traceback; a log is written where there is more."""
    text = str(error).strip()
    if "Traceback (most recent call last)" not in text and isinstance(error, _IN_WORDS):
        return _sentence(text)
    lines = text.splitlines() or [type(error).__name__]
    return LOGGED.format(reason=_sentence(lines[-1]), log=log_crash(error))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

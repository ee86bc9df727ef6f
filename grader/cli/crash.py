"""What is said when the grader itself fails: a sentence, and a log file that holds the rest."""

import os
import platform
import tempfile
import time
import traceback
from pathlib import Path

import grader
from grader.curriculum import CurriculumError
from grader.judge.errors import GraderFault
from grader.places import cache_folder

HEADER = "grader {version}, Python {python}, {system}, {time}\n\n"
LOGGED = "{reason} The details are in {log}: send that file along when you report this."

_IN_WORDS = (GraderFault, CurriculumError)
"""What says by itself what is wrong; anything else is a fault of the program."""


def log_crash(error: BaseException) -> Path:
    """Write what happened to a new file, in the user's cache or else among temporary files."""
    content = HEADER.format(
        version=grader.__version__,
        python=platform.python_version(),
        system=platform.platform(),
        time=time.strftime("%Y-%m-%d %H:%M:%S"),
    ) + "".join(traceback.format_exception(error))
    name = f"grader-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    try:
        folder = cache_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / name
        log.write_text(content, encoding="utf-8", errors="backslashreplace")
    except (OSError, RuntimeError):  # no home, or a full or read-only disk
        log = Path(tempfile.gettempdir()) / name
        log.write_text(content, encoding="utf-8", errors="backslashreplace")
    return log


def told(error: BaseException) -> str:
    """What went wrong, in words without a traceback; a log is written where there is more."""
    text = str(error).strip()
    if "Traceback (most recent call last)" not in text and isinstance(error, _IN_WORDS):
        return _sentence(text)
    lines = text.splitlines() or [type(error).__name__]
    return LOGGED.format(reason=_sentence(lines[-1]), log=log_crash(error))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

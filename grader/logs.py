"""Log files: what went wrong in the grader itself, for whoever is to mend it."""

import os
import platform
import tempfile
import time
import traceback
from pathlib import Path

import grader
from grader.places import cache_folder

HEADER = "grader {version}, Python {python}, {system}, {time}\n\n"


def logs_folder() -> Path:
    """A folder that can be written to: in the user's cache or else among temporary files."""
    try:
        folder = cache_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home, or a read-only disk
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


def log_crash(error: BaseException) -> Path:
    """Write what happened to a new file."""
    content = HEADER.format(
        version=grader.__version__,
        python=platform.python_version(),
        system=platform.platform(),
        time=time.strftime("%Y-%m-%d %H:%M:%S"),
    ) + "".join(traceback.format_exception(error))
    try:
        return _write(content, logs_folder())
    except OSError:  # a full disk
        return _write(content, Path(tempfile.gettempdir()))


def _write(content: str, folder: Path) -> Path:
    prefix = f"grader-{time.strftime('%Y%m%d-%H%M%S')}-"
    descriptor, log = tempfile.mkstemp(prefix=prefix, suffix=".log", dir=folder)
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:  # noqa: PTH123 it is open already
        stream.write(content)
    return Path(log)

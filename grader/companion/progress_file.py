"""The file in the exercises' folder that remembers a student's progress."""

import contextlib
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from grader.companion.errors import CompanionError
from grader.companion.progress import Progress, with_report
from grader.report.types import Report
from grader.submission import NO_FOLDER_OF_MODULES

FILE_NAME = "progress.json"
MAX_FILE_BYTES = 2**20

DAMAGED = (
    "{file} could not be read and was kept as {kept}. Progress begins anew: run grader check, "
    "and it is filled in again."
)
NOT_WRITTEN = "Progress could not be written to {file}: {reason}."
UNREADABLE = "Progress could not be read from {file}: {reason}."

Tell = Callable[[str], None]
"""Takes a sentence for the student."""


_NOT_BEGUN = ("missing", "not_started")


class ProgressFile:
    """The progress of the modules in one folder.

    Args:
        folder: holds the modules.
        tell: takes a sentence where the file is damaged, or cannot be written; neither stops work.
    """

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = folder
        self._file = folder / FILE_NAME
        self._tell = tell
        self._changing = threading.Lock()

    def load(self) -> Progress:
        """What is remembered; nothing where there is no file, or a damaged one, which is kept.

        Raises:
            CompanionError: the folder is not there.
        """
        if not self._folder.is_dir():
            raise CompanionError(NO_FOLDER_OF_MODULES.format(folder=self._folder))
        try:
            with self._file.open("rb") as stream:
                content = stream.read(MAX_FILE_BYTES)
        except FileNotFoundError:
            return Progress()
        except OSError as error:
            self._tell(UNREADABLE.format(file=self._file, reason=error.strerror))
            return Progress()
        try:
            return msgspec.json.decode(content, type=Progress)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._set_aside()
            return Progress()

    def save(self, progress: Progress) -> None:
        """Remember it; a file is either whole or as it was before."""
        content = msgspec.json.format(msgspec.json.encode(progress), indent=2)
        beside = self._file.with_name(f".{FILE_NAME}.{os.getpid()}")
        try:
            beside.write_bytes(content + b"\n")
            beside.replace(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            self._tell(NOT_WRITTEN.format(file=self._file, reason=error.strerror))

    def change(self, how: Callable[[Progress], Progress]) -> Progress:
        """Change what is remembered, and give it back."""
        with self._changing:
            changed = how(self.load())
            self.save(changed)
        return changed

    def note(self, report: Report) -> Progress:
        """Remember what a check found; of a course that is not begun, there is nothing to."""
        if not self._file.exists() and all(each.status in _NOT_BEGUN for each in report.topics):
            return self.load()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self.change(lambda progress: with_report(progress, report, now))

    def _set_aside(self) -> None:
        kept = self._file.with_name(f"{FILE_NAME}.damaged")
        try:
            self._file.replace(kept)
        except OSError as error:
            self._tell(UNREADABLE.format(file=self._file, reason=error.strerror))
            return
        self._tell(DAMAGED.format(file=self._file, kept=kept.name))

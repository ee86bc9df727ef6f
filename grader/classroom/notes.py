"""`notes.txt` in a class's folder: all that an instructor should know of the class, in full."""

from collections.abc import Iterable
from pathlib import Path

from grader.classroom.folder import NOT_WRITABLE, write_whole
from grader.report.plain import plain_line
from grader.submission import SubmissionError

FILE = "notes.txt"


def write_notes(out: Path, notes: Iterable[str]) -> None:
    """Write a class's notes, a line each; where there are none, there is no file.

    Args:
        out: the class's folder.
        notes: a sentence each.

    Raises:
        SubmissionError: they cannot be written, or those of an earlier run not removed.
    """
    text = "".join(f"{plain_line(each)}\n" for each in notes)
    if text:
        write_whole(out / FILE, text.encode("utf-8"))
        return
    try:
        (out / FILE).unlink(missing_ok=True)
    except OSError as error:
        words = NOT_WRITABLE.format(folder=out / FILE, reason=error.strerror)
        raise SubmissionError(words) from error

"""The folder that a class's reports are written to: each file whole or not there."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from grader.curriculum import Topic
from grader.report.names import FileNames
from grader.report.plain import plain_cell
from grader.report.serialised import to_json
from grader.report.types import Report
from grader.submission import SubmissionError

NOT_WRITABLE = "Cannot write to {folder}: {reason}. Name another folder with --out."


class ReportsFolder:
    """Writes reports and the gradebook.

    Args:
        folder: where they go; made if it is not there.
        submissions: all the names that there will be, so that files do not depend on the order
            in which reports come.

    Raises:
        SubmissionError: it cannot be written to.
    """

    def __init__(self, folder: Path, submissions: Iterable[str]) -> None:
        self._folder = folder
        names = FileNames()
        self._names = {each: names.name_for(each) for each in submissions}
        try:
            (folder / "reports").mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder / "reports"):
                pass
        except OSError as error:
            words = NOT_WRITABLE.format(folder=folder, reason=error.strerror)
            raise SubmissionError(words) from error

    def write(self, report: Report) -> Path:
        """Write one report as JSON, and return its file."""
        name = self._names[report.submission]
        file = self._folder / "reports" / f"{name}.json"
        _write_whole(file, to_json(report).encode("utf-8"))
        return file

    def write_gradebook(self, reports: Iterable[Report], topics: tuple[Topic, ...]) -> Path:
        """Write `gradebook.csv`: a row for each submission, a column for each topic, the score."""
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["submission", *(topic.name for topic in topics), "score"])
        for report in sorted(reports, key=lambda each: each.submission):
            scores = [topic.score for topic in report.topics]
            table.writerow(
                [plain_cell(report.submission), *map(_cell, scores), _cell(report.score)]
            )
        file = self._folder / "gradebook.csv"
        _write_whole(file, text.getvalue().encode("utf-8"))
        return file


def _cell(score: float | None) -> str:
    return "" if score is None else f"{score:g}"


def _write_whole(file: Path, content: bytes) -> None:
    """Write under a temporary name, then rename, so that no reader ever meets half a file."""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        words = NOT_WRITABLE.format(folder=file, reason=error.strerror)
        raise SubmissionError(words) from error

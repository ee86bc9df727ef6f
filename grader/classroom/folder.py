"""The folder that a class's reports are written to: each file whole or not there."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.curriculum import Topic
from grader.report.names import FileNames
from grader.report.plain import plain_cell
from grader.report.serialised import to_json
from grader.report.types import Report
from grader.submission import SubmissionError

FORMER = "former"
"""Where reports are kept of submissions that are no longer in the class."""

ABSENT = "nothing handed in"
LATE = "late"

_UNFINISHED = ".writing-"
REPORT_LOST = "{file} cannot be read any more. Grade again: what is graded stays graded."
NOT_WRITABLE = "Cannot write to {folder}: {reason}. Name another folder with --out."


class ReportsFolder:
    """Writes reports and the gradebook, and reads reports back.

    Args:
        folder: where they go; made if it is not there.
        submissions: all the names that there will be, so that files do not depend on the order
            in which reports come.

    Raises:
        SubmissionError: it cannot be written to.
    """

    def __init__(self, folder: Path, submissions: Iterable[str]) -> None:
        self.folder = folder
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
        file = self.file_of(report.submission)
        write_whole(file, to_json(report).encode("utf-8"))
        return file

    def file_of(self, submission: str, ending: str = ".json") -> Path:
        """Where a submission's report is, or another file that belongs to it."""
        return self.folder / "reports" / f"{self._names[submission]}{ending}"

    def read(self, submission: str) -> Report | None:
        """A submission's report; None where there is none that can be read as one."""
        try:
            content = self.file_of(submission).read_bytes()
            report = msgspec.json.decode(content, type=Report)
        except (OSError, msgspec.MsgspecError, RecursionError):
            return None
        return report if report.submission == submission else None

    def report_of(self, submission: str) -> Report:
        """The report of a submission that is graded.

        Raises:
            SubmissionError: it is gone, or cannot be read any more.
        """
        report = self.read(submission)
        if report is None:
            raise SubmissionError(REPORT_LOST.format(file=self.file_of(submission)))
        return report

    def reports(self) -> Iterator[Report]:
        """The reports of a class that is graded, by name, one in memory at a time.

        Raises:
            SubmissionError: one is gone, or cannot be read any more.
        """
        for submission in sorted(self._names):
            yield self.report_of(submission)

    def tidy(self) -> None:
        """Remove what a killed run left half written, and set aside reports of others."""
        for unfinished in self.folder.rglob(f"{_UNFINISHED}*"):
            unfinished.unlink()
        present = set(self._names.values())
        for file in sorted((self.folder / "reports").iterdir()):
            if file.is_file() and file.stem not in present:
                (self.folder / FORMER).mkdir(exist_ok=True)
                file.replace(self.folder / FORMER / file.name)

    def write_gradebook(self, reports: Iterable[Report], topics: tuple[Topic, ...]) -> None:
        """Write `gradebook.csv`: a row for each submission, a column for each topic, the score.

        Where somebody in the class was late or handed nothing in, a last column says so.
        """
        rows = sorted(_row(report) for report in reports)
        width = len(topics) + 3 if any(row[-1] for row in rows) else len(topics) + 2
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["submission", *(topic.name for topic in topics), "score", "remark"][:width])
        table.writerows(row[:width] for row in rows)
        write_whole(self.folder / "gradebook.csv", text.getvalue().encode("utf-8"))


def _row(report: Report) -> list[str]:
    """A submission's row of the gradebook, with what there is to remark on it at its end."""
    scores = [*(topic.score for topic in report.topics), report.score]
    hand_in = report.hand_in
    remark = LATE if hand_in is not None and hand_in.late else ""
    if hand_in is not None and hand_in.is_absent:
        remark = ABSENT
    return [plain_cell(report.submission), *map(_cell, scores), remark]


def _cell(score: float | None) -> str:
    return "" if score is None else f"{score:g}"


def write_whole(file: Path, content: bytes) -> None:
    """Write under a temporary name, then rename, so that no reader ever meets half a file.

    Raises:
        SubmissionError: it cannot be written.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=_UNFINISHED)
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

"""The ledger of a class is its reports: what they rest on says which submissions are done."""

import fcntl
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from grader.classroom.basis import of_submission
from grader.classroom.decisions import check_criteria, decide, fitting, told_of_waiting
from grader.classroom.folder import NOT_WRITABLE, ReportsFolder, write_whole
from grader.classroom.overrides import KEPT, Overrides, read_kept, read_overrides
from grader.report.types import Basis, Report
from grader.submission import Submission, SubmissionError

IN_USE = "Another run is writing to {folder}. Wait for it, or name another folder with --out."
LOCK = ".lock"


def _ignore(*_: str) -> None:
    """Nobody wants to be told."""


class Bookkeeping(msgspec.Struct, frozen=True, kw_only=True):
    """How a class's reports are kept from one run to the next.

    Attributes:
        overrides: CSV with an instructor's decisions; None for those that hold already.
        regrade: whether to judge everything, whatever there is.
        on_start: is told the name of each submission that a judge is about to be given.
        on_note: is told what an instructor should know, a sentence each.
        on_page: is told of each submission's page that was written.
    """

    overrides: Path | None = None
    regrade: bool = False
    on_start: Callable[[str], None] = _ignore
    on_note: Callable[[str], None] = _ignore
    on_page: Callable[[], None] = _ignore


class Ledger:
    """Passes on what must be judged, enters what was, and gives back what need not be judged.

    A report is kept if all that it rests on is as it was, and the grader did not fail over it.
    An instructor's decisions stay in the class's folder until other ones are given; those about
    submissions and topics that are not in a run wait there.

    Args:
        out: the class's folder.
        submissions: all the names that there will be.
        basis: what grades rest on now, without a submission's hash.
        bookkeeping: how reports are kept.

    Raises:
        SubmissionError: the overrides cannot be read.
    """

    def __init__(
        self, out: Path, submissions: Collection[str], basis: Basis, bookkeeping: Bookkeeping
    ) -> None:
        self.folder = ReportsFolder(out, submissions)
        self._basis = basis
        self._bookkeeping = bookkeeping
        self._kept_overrides = out / KEPT
        self._overrides = Overrides()
        if bookkeeping.overrides is not None:
            self._overrides = read_overrides(bookkeeping.overrides, submissions)
        elif self._kept_overrides.is_file():
            self._overrides = read_kept(self._kept_overrides, submissions)
        self._kept: deque[str] = deque()
        self._in_flight: dict[str, Basis] = {}
        self._is_checked = False

    def changed(self, submissions: Iterable[Submission]) -> Iterator[Submission]:
        """Those that must be judged, as they are asked for."""
        for submission in submissions:
            basis = of_submission(self._basis, submission)
            if self._is_done(submission.name, basis):
                self._kept.append(submission.name)
                continue
            self._in_flight[submission.name] = basis
            self._bookkeeping.on_start(submission.name)
            yield submission

    def enter(self, report: Report) -> Report:
        """Write what a judge made, with what it rests on and what was decided about it.

        Raises:
            SubmissionError: it cannot be written, or an override names no criterion.
        """
        basis = self._in_flight.pop(report.submission)
        whole = self._decided(msgspec.structs.replace(report, basis=basis))
        self.folder.write(whole)
        return whole

    def kept(self) -> Iterator[Report]:
        """Reports passed over since this was last asked, with what is decided about them now.

        Raises:
            SubmissionError: one cannot be written, or an override names no criterion.
        """
        while self._kept:
            report = self.folder.report_of(self._kept.popleft())
            decided = self._decided(report)
            if decided != report:
                self.folder.write(decided)
            yield decided

    def _is_done(self, name: str, basis: Basis) -> bool:
        if self._bookkeeping.regrade:
            return False
        report = self.folder.read(name)
        return report is not None and report.basis == basis and not has_fault(report)

    def _decided(self, report: Report) -> Report:
        if not self._is_checked:
            self._check(report)
            self._is_checked = True
        return decide(report, self._overrides)

    def _check(self, report: Report) -> None:
        """Hold a file that is given now to its word; of a kept one, take what fits this run."""
        if self._bookkeeping.overrides is not None:
            check_criteria(self._overrides, report)
            write_whole(self._kept_overrides, self._overrides.content)
            return
        self._overrides = fitting(self._overrides, report)
        for words in told_of_waiting(self._overrides):
            self._bookkeeping.on_note(words)


def has_fault(report: Report) -> bool:
    """Whether the grader itself failed over a submission."""
    return any(each.outcome == "grader_error" for topic in report.topics for each in topic.criteria)


class Lock:
    """Keeps a second run out of a class's folder; it ends with the process, however that ends.

    Args:
        folder: the class's; it is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor = -1

    def __enter__(self) -> None:
        """Take the folder.

        Raises:
            SubmissionError: another run has it, or it cannot be written to.
        """
        try:
            self._descriptor = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            words = NOT_WRITABLE.format(folder=self._folder, reason=error.strerror)
            raise SubmissionError(words) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise SubmissionError(IN_USE.format(folder=self._folder)) from error

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

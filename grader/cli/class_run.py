"""A run of `grader grade`: judged, and told to whoever waits for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from grader.cli.saying import complain
from grader.processors import processors

if TYPE_CHECKING:
    from rich.console import Console

    from grader.classroom.exports.writing import Prepared
    from grader.classroom.intake.opening import Class
    from grader.classroom.ledger import Bookkeeping
    from grader.report.types import Report
    from grader.sandbox.protocol import Level

PROCESSORS = processors()
LARGEST_TABLE = 60
"""From this many submissions on, the gradebook is a better place than the terminal."""

WRITTEN = "Reports in {reports}: {count}. The gradebook is {gradebook}."
CLASS_PAGE = "Open {page} in a browser: the class, and from there a page for each submission."
STOPPED = (
    "Stopped. Reports of this run: {count}, in {reports}, each of them whole. The same command "
    "goes on from there."
)
FAULTS = (
    "The grader itself failed over some submissions, which have no mark: {count}. What happened is "
    "in {folder}, on the machine that judged them: send it along when you report this."
)
AND_MORE = "And {count} more such notes: {file} has them all once the class is graded."
NOTED = "All notes on the class are in {file}."
NOTES_SHOWN = 12


def tell_class(class_: "Class", out: Path, console: "Console") -> None:
    """Say what the class was recognised as, and what was there besides."""
    from grader.classroom.notes import FILE

    _say(class_.told, console)
    for words in class_.notes[:NOTES_SHOWN]:
        warn(words, console)
    if len(class_.notes) > NOTES_SHOWN:
        warn(AND_MORE.format(count=len(class_.notes) - NOTES_SHOWN, file=out / FILE), console)


def _say(words: str, console: "Console") -> None:
    from grader.report.plain import plain_line

    console.print(plain_line(words), markup=False, highlight=False, soft_wrap=True)


def warn(words: str, console: "Console") -> None:
    """Say what is wrong, to whoever wants to hear of nothing else as well."""
    if console.quiet:
        complain(words)
    else:
        _say(words, console)


class Run(NamedTuple):
    """What was asked for, but for the class itself."""

    out: Path
    level: "Level"
    bookkeeping: "Bookkeeping"
    jobs: int = PROCESSORS
    seed: int = 0
    cluster: str | None = None


class _Graded(NamedTuple):
    """What came of it: how many reports, how many without a mark, and those to be shown."""

    reports: int
    faults: int
    shown: "list[Report]"


def grade_and_tell(class_: "Class", run: Run, console: "Console") -> int:
    """Grade an open class, show it, and return over how many submissions the grader failed."""
    graded = _judge(class_, run, console)
    _sum_up(graded, run, console)
    return graded.faults


def _judge(class_: "Class", run: Run, console: "Console") -> _Graded:
    from msgspec.structs import replace

    from grader.classroom.ledger import has_fault
    from grader.cli.progress import watch
    from grader.grading import grade_class

    total = len(class_.names)
    count = faults = 0
    shown: list[Report] = []
    try:
        with watch(console, total) as watching:
            keeping = replace(run.bookkeeping, on_start=watching.started, on_page=watching.paged)
            for report in grade_class(
                class_, run.out, run.level, run.jobs, run.seed, keeping, run.cluster
            ):
                watching.finished(report.submission, has_fault(report))
                count += 1
                faults += has_fault(report)
                if total <= LARGEST_TABLE:
                    shown.append(_without_criteria(report))
    except KeyboardInterrupt:
        warn(STOPPED.format(count=count, reports=run.out / "reports"), console)
        raise typer.Exit(1) from None
    return _Graded(count, faults, shown)


def _sum_up(graded: _Graded, run: Run, console: "Console") -> None:
    from grader.classroom.libraries import lacking_for_pages
    from grader.logs import logs_folder
    from grader.report.console import ISOLATION, render_class

    if graded.shown:
        console.print(render_class(graded.shown))
    reports, gradebook = run.out / "reports", run.out / "gradebook.csv"
    _say(ISOLATION[run.level], console)
    _say(WRITTEN.format(count=graded.reports, reports=reports, gradebook=gradebook), console)
    if graded.faults:
        warn(FAULTS.format(count=graded.faults, folder=logs_folder()), console)
    lacking = lacking_for_pages()
    if lacking:
        warn(lacking, console)
    else:
        _say(CLASS_PAGE.format(page=run.out / "index.html"), console)


def export(class_: "Class", out: Path, exports: "Prepared", console: "Console") -> Iterator[str]:
    """Write what platforms take, and say who is left to see to, in short; each is given in full."""
    from grader.classroom.exports.writing import write_exports
    from grader.classroom.folder import ReportsFolder

    for left in write_exports(exports, ReportsFolder(out, class_.names)):
        warn(left.in_short(), console)
        yield left.in_full()


def note(out: Path, notes: list[str], console: "Console") -> None:
    """Write all that is to be known of the class, and say where."""
    from grader.classroom.notes import FILE, write_notes

    write_notes(out, notes)
    if notes:
        _say(NOTED.format(file=out / FILE), console)


def _without_criteria(report: "Report") -> "Report":
    """What a class's table shows of a report."""
    from msgspec.structs import replace

    topics = tuple(replace(each, criteria=(), exercises=(), printed="") for each in report.topics)
    return replace(report, topics=topics)

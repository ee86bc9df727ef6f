"""The command that compares two runs of a class."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from grader.report.types import Report

Old = Annotated[Path, typer.Argument(metavar="OLD", help="The folder of the earlier run.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the later run.")]

NO_REPORTS = "{folder} holds no reports: name the folder that was given to --out."
BAD_REPORT = "{file} is no report of this grader: {reason}."


def diff(old: Old, new: New) -> None:
    """Say whose grade changed between two runs of a class, and why, criterion by criterion.

    Exits with 0 if no grade changed, and with 1 if one did.

    Example: `grader diff graded-in-may graded-in-june`.
    """
    from rich.console import Console

    from grader.report.diff import Counts, compare, render_change, render_counts

    console = Console()
    before, after = _files(old), _files(new)
    counts = Counts()
    for name in sorted({*before, *after}):
        change = compare(_read(before.get(name)), _read(after.get(name)))
        counts.add(change)
        if change is not None:
            console.print(render_change(change), markup=False, highlight=False, soft_wrap=True)
    console.print(render_counts(counts), markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1 if counts.changed or counts.came or counts.went else 0)


def _files(folder: Path) -> dict[str, Path]:
    """The report of each submission; a class's former ones are not among them."""
    files = sorted((folder / "reports").glob("*.json"))
    if not files:
        from grader.submission import SubmissionError

        raise SubmissionError(NO_REPORTS.format(folder=folder))
    return {report.submission: file for file in files if (report := _read(file)) is not None}


def _read(file: Path | None) -> "Report | None":
    if file is None:
        return None
    import msgspec

    from grader.report.types import Report
    from grader.submission import SubmissionError

    try:
        return msgspec.json.decode(file.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        raise SubmissionError(BAD_REPORT.format(file=file, reason=error)) from error

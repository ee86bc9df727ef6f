"""Which exports an instructor asked for: their own files are read first, all is written last."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from grader.classroom.exports import canvas, moodle
from grader.classroom.exports.gradescope import results
from grader.classroom.exports.left import Left, without_mark
from grader.classroom.folder import ReportsFolder, write_whole
from grader.places import install_command
from grader.report.types import Report
from grader.submission import SubmissionError

FOLDER = "exports"
NO_JUNIT = "JUnit XML needs junitparser: {command}"
NOT_WRITABLE = "Cannot write to {folder}: {reason}. Name another folder with --out."


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an instructor asked for.

    Attributes:
        moodle: their grading worksheet.
        canvas: their export of the gradebook.
        canvas_assignment: title of the assignment in it; "" where there is only one.
        gradescope: whether each submission gets a `results.json`.
        junit: whether each gets JUnit XML.
    """

    moodle: Path | None = None
    canvas: Path | None = None
    canvas_assignment: str = ""
    gradescope: bool = False
    junit: bool = False


class Prepared(msgspec.Struct, frozen=True):
    """The same, with the instructor's files read."""

    worksheet: moodle.Worksheet | None
    gradebook: canvas.Gradebook | None
    gradescope: bool
    junit: bool


def prepare(asked: Asked) -> Prepared:
    """Read an instructor's files, before a class is judged for nothing.

    Raises:
        SubmissionError: one is not what it should be; the message says where to get it.
    """
    if asked.junit and find_spec("junitparser") is None:
        raise SubmissionError(NO_JUNIT.format(command=install_command("junitparser")))
    return Prepared(
        moodle.read_worksheet(asked.moodle) if asked.moodle else None,
        canvas.read_gradebook(asked.canvas, asked.canvas_assignment) if asked.canvas else None,
        asked.gradescope,
        asked.junit,
    )


def write_exports(prepared: Prepared, folder: ReportsFolder) -> list[Left]:
    """Write what was asked for to the class's folder `exports`.

    Args:
        prepared: what was asked for.
        folder: the class's reports, which are read one after the other.

    Returns:
        What the instructor must still do.

    Raises:
        SubmissionError: a file cannot be written.
    """
    out = folder.folder / FOLDER
    left: list[Left] = []
    try:
        if prepared.worksheet is not None:
            left += moodle.fill_in(prepared.worksheet, folder, _made(out))
        if prepared.gradebook is not None:
            left += canvas.fill_in(prepared.gradebook, folder.reports, _made(out))
        if prepared.gradescope:
            left += _each(folder, _made(out / "gradescope"), ".json", results, _has_score)
        if prepared.junit:
            from grader.classroom.exports.junit import junit_xml  # not everybody has its library

            left += _each(folder, _made(out / "junit"), ".xml", junit_xml, _always)
    except OSError as error:
        raise SubmissionError(NOT_WRITABLE.format(folder=out, reason=error.strerror)) from error
    return left


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _each(
    folder: ReportsFolder,
    out: Path,
    ending: str,
    render: Callable[[Report], bytes],
    is_ready: Callable[[Report], bool],
) -> list[Left]:
    """A file for each report that is ready for it; files of an earlier run do not stay."""
    stale = {file.name for file in out.iterdir()}
    not_ready = []
    for report in folder.reports():
        if not is_ready(report):
            not_ready.append(report.submission)
            continue
        name = folder.file_of(report.submission, ending).name
        stale.discard(name)
        write_whole(out / name, render(report))
    for name in stale:
        (out / name).unlink()
    return without_mark(not_ready)


def _has_score(report: Report) -> bool:
    return report.score is not None


def _always(_: Report) -> bool:
    return True

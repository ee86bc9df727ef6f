"""A class's folder with reports made by hand."""

from pathlib import Path

import msgspec

from grader.classroom.folder import ReportsFolder
from grader.report.types import Override, Report
from grader.submission import HandIn, Identity
from tests.report.made import criterion, report, topic


def person(submission: str, points: float | None, **identity: str) -> Report:
    """Someone's report in one topic of 8 points; None where the grader failed over it."""
    outcome = "grader_error" if points is None else "failed"
    one = criterion(
        "f", outcome, points=points or 0.0, max_points=8.0, feedback="=1+1 \x1b[31m <b>&\x00"
    )
    made = report(topic(one, score=points), submission=submission)
    return _with_identity(made, msgspec.convert(identity, Identity))


def decided(name: str, **identity: str) -> Report:
    """A report with an instructor's decision in it."""
    one = criterion("f", "failed", points=4.0, max_points=8.0, override=Override(0.0, "<Orally>"))
    made = report(topic(one, score=4.0), submission=name)
    return _with_identity(made, msgspec.convert(identity, Identity))


def folder_of(out: Path, *reports: Report) -> ReportsFolder:
    """A class's folder with these reports in it."""
    folder = ReportsFolder(out, [each.submission for each in reports])
    for each in reports:
        folder.write(each)
    return folder


def _with_identity(made: Report, identity: Identity) -> Report:
    return msgspec.structs.replace(made, hand_in=HandIn(identity=identity))

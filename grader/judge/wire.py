"""What a client and a judge's process say to each other, both trusted."""

from typing import Literal

import msgspec

from grader.report.types import Report
from grader.submission import Submission


class Work(msgspec.Struct, tag="work", frozen=True):
    """A submission to be judged."""

    submission: Submission
    seed: int


class Started(msgspec.Struct, tag="started", frozen=True):
    """The suites are collected; work may come.

    Attributes:
        faulty_report: what a submission gets that cannot be judged, for want of a better one.
    """

    faulty_report: Report


class Done(msgspec.Struct, tag="done", frozen=True):
    """A submission's report."""

    report: Report


class Fault(msgspec.Struct, tag="fault", frozen=True):
    """Why there is no report: an author is to mend something, or the grader itself failed."""

    whose: Literal["author", "grader"]
    message: str


Reply = Started | Done | Fault

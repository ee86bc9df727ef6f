"""What a client and a judge's processes say to each other, all of them trusted."""

import traceback
from typing import Literal

import msgspec

from grader.curriculum import CurriculumError
from grader.judge.diagnosis import Reference
from grader.judge.errors import GraderFault
from grader.report.types import Report, TopicResult
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level
from grader.submission import Submission


class Orders(msgspec.Struct, frozen=True):
    """What a judge's process is started with.

    Attributes:
        room: descriptor of a file that the judges of a run share.
        lanes: how many processes share a submission's topics.
        level: of isolation, for student code.
        folder: holds the topics.
        limits: those of each topic that is chosen, by its name.
    """

    room: int
    lanes: int
    level: Level
    folder: str
    limits: dict[str, Limits]


class Work(msgspec.Struct, tag="work", frozen=True):
    """A submission to be judged."""

    submission: Submission
    seed: int


class Look(msgspec.Struct, tag="look", frozen=True):
    """An exercise whose solution and misconceptions are to be observed."""

    topic: str
    exercise: str
    seed: int


class Looked(msgspec.Struct, tag="looked", frozen=True):
    """What they give."""

    reference: Reference


class Profile(msgspec.Struct, tag="profile", frozen=True):
    """A submission to be judged while it is measured what takes how long."""

    submission: Submission
    seed: int


class Profiled(msgspec.Struct, tag="profiled", frozen=True):
    """A submission's report, and how many seconds each kind of work took."""

    report: Report
    seconds: dict[str, float]


class Started(msgspec.Struct, tag="started", frozen=True):
    """The suites are collected; work may come.

    Attributes:
        faulty_report: what a submission gets that cannot be judged, for want of a better one.
    """

    faulty_report: Report


class Share(msgspec.Struct, tag="share", frozen=True):
    """What became of some of a submission's topics; between a judge's own processes."""

    topics: tuple[TopicResult, ...]


class Done(msgspec.Struct, tag="done", frozen=True):
    """A submission's report."""

    report: Report


class Fault(msgspec.Struct, tag="fault", frozen=True):
    """Why there is no report: an author is to mend something, or the grader itself failed."""

    whose: Literal["author", "grader"]
    message: str


def fault_of(error: BaseException) -> Fault:
    """What a judge's process says of an error that kept it from judging."""
    if isinstance(error, CurriculumError):
        return Fault("author", str(error))
    if isinstance(error, GraderFault):
        return Fault("grader", str(error))
    return Fault("grader", "".join(traceback.format_exception(error)))


Task = Work | Look | Profile
Reply = Started | Done | Looked | Profiled | Fault

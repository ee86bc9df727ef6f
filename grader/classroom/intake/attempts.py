"""Which of several attempts counts."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from grader.classroom.intake.people import Attempt
from grader.report.types import Report
from grader.submission import Submission

Choice = Literal["first", "best", "last"]

NOTHING = "Nothing was handed in."
NOT_GIVEN_OUT = (
    "The platform does not give out the files of every attempt; {label} is the {choice} of those "
    "that are there."
)


def chosen_from(attempts: Sequence[Attempt], choice: Choice) -> tuple[list[int], tuple[str, ...]]:
    """The attempts to be judged, and what an instructor should know of the choice.

    Args:
        attempts: the oldest first; at least one is there to be read.
        choice: which counts; for the best, all have to be judged.

    Returns:
        Their places, the newest last, and sentences.
    """
    there = [place for place, each in enumerate(attempts) if each.is_there]
    chosen = {"first": there[:1], "best": there, "last": there[-1:]}[choice]
    wanted = {"first": 0, "best": 0, "last": len(attempts) - 1}[choice]
    if wanted in chosen:
        return chosen, ()
    label = attempts[chosen[-1]].label
    return chosen, (NOT_GIVEN_OUT.format(label=label, choice=choice),)


def attempts_of(submission: Submission) -> tuple[Submission, ...]:
    """A submission's attempts that are to be judged, each by itself, the newest last."""
    newest = msgspec.structs.replace(submission, others=())
    return (*submission.others, newest)


def marked(report: Report, submission: Submission) -> Report:
    """A report that says how its submission was handed in, or that nothing was.

    Args:
        report: of that submission.
        submission: as it was handed in.
    """
    hand_in = submission.hand_in
    topics = report.topics
    if hand_in is not None and hand_in.is_absent:
        topics = tuple(msgspec.structs.replace(each, problem=NOTHING) for each in topics)
    return msgspec.structs.replace(report, topics=topics, hand_in=hand_in)


def reported(submission: Submission, report: Report) -> Submission:
    """The attempt that a report is about; the newest where the report does not say.

    Args:
        submission: the newest attempt, with the others beside it.
        report: of one of them.
    """
    attempts = attempts_of(submission)
    about = [each for each in attempts if each.hand_in == report.hand_in]
    return about[0] if about else attempts[-1]


def best_of(reports: Sequence[Report]) -> Report:
    """The report with the highest score; the newest of several.

    A report without a score, since the grader failed over it, comes before all others: what an
    attempt is worth that was not judged is not known.
    """
    for report in reports:
        if report.score is None:
            return report
    return max(reversed(reports), key=lambda each: each.score or 0.0)

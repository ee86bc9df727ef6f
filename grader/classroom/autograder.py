"""One submission judged inside Gradescope's container: 768 MB and half a processor by default.

Run as `python -m grader.classroom.autograder SETTINGS SUBMISSION RESULTS`. Where there is no mark,
it says why to the instructor and writes no results, which Gradescope shows as a failure of the
autograder, not of the student.
"""

import sys
from pathlib import Path
from typing import NoReturn

import msgspec

from grader.classroom.exports.gradescope import results
from grader.classroom.folder import write_whole
from grader.curriculum import CurriculumError, Topic, choose_topics, load_curriculum
from grader.isolation import NotIsolated, class_level
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.sandbox.protocol import Level
from grader.submission import SubmissionError, read_folder

WORKER_MIB = 320
SLOWER = 2.0
"""A call may take so many times as long where there is half a processor."""

NO_MARK = "The grader itself failed over this submission; it has no mark."


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How an autograder judges.

    Attributes:
        topics: names of the topics.
        seed: draws the inputs.
        isolation: the level to judge at; None for the best that the container allows, never none.
    """

    topics: tuple[str, ...]
    seed: int = 0
    isolation: Level | None = None


def judge_submission(settings: Settings, submission: Path) -> bytes:
    """Judge the modules in a folder.

    Args:
        settings: how.
        submission: holds the modules.

    Returns:
        Gradescope's `results.json`.

    Raises:
        NotIsolated: the container cannot confine student code, and the settings don't allow that.
        CurriculumError: a topic's author has something to mend.
        SubmissionError: the folder is not there.
        GraderFault: the grader itself failed.
    """
    topics = tuple(map(_fitted, choose_topics(load_curriculum(), settings.topics)))
    with JudgeClient(topics, settings.isolation or class_level()) as judge:
        report = judge.judge(read_folder(submission, topics), settings.seed)
    if report.score is None:
        raise GraderFault(NO_MARK)
    return results(report)


def _fitted(topic: Topic) -> Topic:
    """A topic whose limits fit into the container."""
    limits = topic.limits
    fitted = msgspec.structs.replace(
        limits,
        call_s=limits.call_s * SLOWER,
        load_s=limits.load_s * SLOWER,
        exercise_s=limits.exercise_s * SLOWER,
        start_s=limits.start_s * SLOWER,
        memory_mib=min(limits.memory_mib, WORKER_MIB),
    )
    return msgspec.structs.replace(topic, limits=fitted)


def main(settings: Path, submission: Path, target: Path) -> NoReturn:
    """Judge, and write the results; exits with 3 where there are none."""
    try:
        how = msgspec.json.decode(settings.read_bytes(), type=Settings)
        write_whole(target, judge_submission(how, submission))
    except (NotIsolated, CurriculumError, SubmissionError, GraderFault) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(3)
    sys.exit(0)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

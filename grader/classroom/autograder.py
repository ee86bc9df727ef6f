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
from grader.classroom.intake.attempts import marked
from grader.classroom.intake.folders import files_in, name_of
from grader.classroom.intake.modules import find_modules
from grader.curriculum import CurriculumError, Topic, UnknownTopic, choose_topics, load_curriculum
from grader.isolation import NotIsolated, class_level
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.sandbox.protocol import Level
from grader.submission import NO_FOLDER, HandIn, Submission, SubmissionError

WORKER_MIB = 320
SLOWER = 2.0
"""A call may take so many times as long where there is half a processor."""

NO_MARK = "The grader itself failed over this submission; it has no mark."
BAD_SETTINGS = (
    "The settings in {file} cannot be read: {reason}. Build the archive anew with `grader "
    "autograder`, and upload that."
)
NO_MACHINE = "This container does not let the grader do its work: {reason}."

_TOLD = (NotIsolated, UnknownTopic, CurriculumError, SubmissionError, GraderFault)
"""What says in a sentence by itself why there is no mark."""


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
    """Judge the modules in a folder, which are found as in a class's.

    Args:
        settings: how.
        submission: holds the modules, at any depth, in zips or notebooks too.

    Returns:
        Gradescope's `results.json`.

    Raises:
        NotIsolated: the container cannot confine student code, and the settings don't allow that.
        UnknownTopic: the settings name a topic that is not there.
        CurriculumError: a topic's author has something to mend.
        SubmissionError: the folder is not there, or the library that reads notebooks is not.
        GraderFault: the grader itself failed.
    """
    topics = tuple(map(_fitted, choose_topics(load_curriculum(), settings.topics)))
    found = _found(submission, topics)
    with JudgeClient(topics, settings.isolation or class_level()) as judge:
        report = judge.judge(found, settings.seed)
    if report.score is None:
        raise GraderFault(NO_MARK)
    return results(marked(report, found))


def _found(folder: Path, topics: tuple[Topic, ...]) -> Submission:
    if not folder.is_dir():
        raise SubmissionError(NO_FOLDER.format(folder=folder))
    modules = find_modules(lambda: files_in(folder), topics)
    hand_in = HandIn(problem=modules.problem or None, notes=modules.notes)
    return Submission(name_of(folder), modules.sources, modules.problems, hand_in)


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
        write_whole(target, judge_submission(_settings(settings), submission))
    except _TOLD as error:
        words = str(error)
    except OSError as error:
        words = NO_MACHINE.format(reason=error.strerror or error)
    else:
        sys.exit(0)
    sys.stderr.write(f"{words}\n")
    sys.exit(3)


def _settings(file: Path) -> Settings:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraderFault(BAD_SETTINGS.format(file=file, reason=reason)) from error


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

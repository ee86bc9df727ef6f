"""Read this first: the way of a submission, on one screen.

    folder -> Submission        grader/submission.py    text per topic; what could not be read is
    that topic's problem
           -> judge             grader/judge/           trusted: suites collected once, a fork for
           each submission
                <-> worker      grader/sandbox/         untrusted, behind the glass: runs the text,
                answers with data
           -> Report            grader/report/types.py  points per criterion, exercise and topic
           -> console, JSON, gradebook                  grader/report/

Data moves to the right only, save the question and answer at the glass.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.pool import judge_all
from grader.curriculum import choose_topics, load_curriculum
from grader.isolation import class_level
from grader.judge.client import JudgeClient
from grader.report.folder import ReportsFolder
from grader.report.types import Report
from grader.sandbox.confinement.probing import probe
from grader.sandbox.protocol import Level
from grader.submission import read_class, read_folder, submission_folders


def check(
    folder: Path,
    topics: Sequence[str] = (),
    seed: int = 0,
    isolation: Level | None = None,
) -> Report:
    """Judge one submission.

    Args:
        folder: holds a module for each topic.
        topics: names of the topics to judge; empty for all.
        seed: draws the inputs; the same seed gives the same verdicts.
        isolation: how strongly student code is confined; None for the best that there is, which
            the report names.

    Returns:
        The report. Its score is None where only the examples suites are present.

    Raises:
        UnknownTopic: a name is none of a topic.
        CurriculumError: a topic's author has something to mend.
        SubmissionError: the folder is not there.
        GraderFault: the grader itself failed.
    """
    chosen = choose_topics(load_curriculum(), topics)
    submission = read_folder(folder, chosen)
    with JudgeClient(chosen, isolation or probe().level) as judge:
        return judge.judge(submission, seed)


def grade(
    submissions: Path,
    out: Path,
    jobs: int = 1,
    seed: int = 0,
    topics: Sequence[str] = (),
    isolation: Level | None = None,
) -> Iterator[Report]:
    """Judge a class, and write a report for each submission and the gradebook.

    A report is yielded as soon as it is written; the gradebook is written after the last.

    Args:
        submissions: holds a folder for each submission.
        out: where `reports/` and `gradebook.csv` go.
        jobs: how many judges work at once.
        seed: draws the inputs; the same seed gives the same verdicts.
        topics: names of the topics to judge; empty for all.
        isolation: how strongly student code is confined; None for the best that there is, and
            never "none" unless asked for by name.

    Raises:
        UnknownTopic: a name is none of a topic.
        NotIsolated: this machine cannot confine student code, and "none" was not asked for.
        CurriculumError: a topic's author has something to mend.
        SubmissionError: there are no submissions, or the output folder cannot be written.
        GraderFault: the grader itself failed.
    """
    chosen = choose_topics(load_curriculum(), topics)
    level = isolation or class_level()
    folders = submission_folders(submissions, besides=out)
    folder = ReportsFolder(out, folders)
    reports = []
    for report in judge_all(read_class(folders, chosen), chosen, jobs, seed, level):
        folder.write(report)
        reports.append(report)
        yield report
    folder.write_gradebook(reports, chosen)

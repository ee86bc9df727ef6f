"""One submission, judged on the spot: what `grader check` does."""

import time
from collections.abc import Sequence
from pathlib import Path

from grader.curriculum import choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.wire import Profiled
from grader.processors import processors
from grader.report.types import Report
from grader.sandbox.confinement.probing import probe
from grader.sandbox.protocol import Level
from grader.submission import read_folder


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
    with JudgeClient(chosen, isolation or probe().level, lanes=processors()) as judge:
        return judge.judge(submission, seed)


def profiled(
    folder: Path, topics: Sequence[str] = (), seed: int = 0
) -> tuple[float, Profiled, Profiled]:
    """Judge one submission twice, and say where the time went: in one process, at the best level.

    Args:
        folder: holds a module for each topic.
        topics: names of the topics to judge; empty for all.
        seed: draws the inputs.

    Returns:
        Seconds until the judge was ready, and what came of the first time and of the second.

    Raises:
        The same as `check`.
    """
    chosen = choose_topics(load_curriculum(), topics)
    submission = read_folder(folder, chosen)
    start = time.perf_counter()
    with JudgeClient(chosen, probe().level) as judge:
        judge.wait_until_started()
        ready_s = time.perf_counter() - start
        return ready_s, judge.profile(submission, seed), judge.profile(submission, seed)

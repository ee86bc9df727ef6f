"""Read this first: the way of a submission, on one screen.

    folder -> Submission    grader/submission.py: text per topic, and what could not be read
    class  -> Submissions   grader/classroom/intake/: the same of what platforms give out
           -> judge         grader/judge/: trusted; suites collected once, a fork a submission
                <-> worker  grader/sandbox/: untrusted, behind the glass; answers with data
           -> Report        grader/report/types.py: points per criterion, exercise and topic
           -> console, JSON, pages: grader/report/; the files, the gradebook: grader/classroom/

Data moves to the right only, save the question and answer at the glass.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.checking import check
from grader.classroom.basis import class_basis
from grader.classroom.intake.opening import Class, Reading, open_class
from grader.classroom.ledger import Bookkeeping, Ledger, Lock
from grader.classroom.libraries import lacking_for_pages
from grader.classroom.pool import judge_works
from grader.curriculum import Topic, choose_topics, load_curriculum
from grader.isolation import class_level
from grader.judge.errors import GraderFault
from grader.judge.wire import Work
from grader.places import install_command
from grader.report.types import Report
from grader.sandbox.protocol import Level

NO_DASK = "a cluster needs Dask's distributed ({reason}): {command}"

__all__ = ["check", "grade", "grade_class"]

_USUAL = Bookkeeping()
_AS_IT_IS = Reading()


def grade(
    submissions: Path,
    out: Path,
    jobs: int = 1,
    seed: int = 0,
    topics: Sequence[str] = (),
    isolation: Level | None = None,
    bookkeeping: Bookkeeping = _USUAL,
    reading: Reading = _AS_IT_IS,
) -> Iterator[Report]:
    """Open a class and judge it, as `grade_class` does.

    Args:
        submissions: a folder or zip with a folder or zip for each submission, or what Moodle,
            Canvas or Gradescope gives out.
        out: where `reports/` and `gradebook.csv` go.
        jobs: how many judges work at once.
        seed: draws the inputs; the same seed gives the same verdicts.
        topics: names of the topics to judge; empty for all.
        isolation: how strongly student code is confined; None for the best that there is, and
            never "none" unless asked for by name.
        bookkeeping: an instructor's decisions, and what is kept of an earlier run.
        reading: which of several attempts counts, and who is in the class.

    Raises:
        UnknownTopic: a name is none of a topic.
        NotIsolated: this machine cannot confine student code, and "none" was not asked for.
        CurriculumError: a topic's author has something to mend.
        SubmissionError: there are no submissions, or the roster cannot be read; or as from
            `grade_class`.
        GraderFault: the grader itself failed.
    """
    chosen = choose_topics(load_curriculum(), topics)
    level = isolation or class_level()
    with open_class(submissions, chosen, out, reading) as class_:
        yield from grade_class(class_, out, level, jobs, seed, bookkeeping)


def grade_class(
    class_: Class,
    out: Path,
    level: Level,
    jobs: int = 1,
    seed: int = 0,
    bookkeeping: Bookkeeping = _USUAL,
    cluster: str | None = None,
) -> Iterator[Report]:
    """Judge a class, and write a report for each submission, the gradebook and the pages.

    A report is yielded as soon as it is written; the gradebook and the pages are written after the
    last, the pages only where the libraries are that they need. Reports of an earlier run are kept,
    and yielded too, where nothing that they rest on has changed.

    Args:
        class_: the class, open.
        out: where `reports/`, `gradebook.csv` and `index.html` go.
        level: how strongly student code is confined.
        jobs: how many judges work at once on this machine.
        seed: draws the inputs; the same seed gives the same verdicts.
        bookkeeping: an instructor's decisions, and what is kept of an earlier run.
        cluster: address of a Dask scheduler whose workers judge; None for this machine.

    Raises:
        CurriculumError: a topic's author has something to mend.
        SubmissionError: the output folder cannot be written or is in use, the overrides cannot
            be meant.
        GraderFault: the grader itself failed.
    """
    ledger = Ledger(out, class_.names, class_basis(class_.topics, seed, level), bookkeeping)
    with Lock(out):
        ledger.folder.tidy()
        works = (Work(each, seed) for each in ledger.changed(class_.submissions()))
        if cluster is None:
            judged = judge_works(works, class_.topics, jobs, level)
        else:
            judged = _clustered(works, class_.topics, level, cluster)
        for report in judged:
            yield ledger.enter(report)
            yield from ledger.kept()
        yield from ledger.kept()
        ledger.folder.write_gradebook(ledger.folder.reports(), class_.topics)
        if not lacking_for_pages():
            from grader.classroom.pages import write_pages  # a second's import, for classes alone

            submissions = class_.submissions()
            write_pages(out, ledger.folder, submissions, class_.topics, bookkeeping.on_page)


def _clustered(
    works: Iterator[Work], topics: tuple[Topic, ...], level: Level, address: str
) -> Iterator[Report]:
    try:
        from grader.classroom.cluster import judge_on_cluster
    except ModuleNotFoundError as error:
        command = install_command("'neuron-to-mlp[cluster]'")
        raise GraderFault(NO_DASK.format(reason=error, command=command)) from error
    return judge_on_cluster(works, topics, level, address)

"""The class's pages, made from its reports and what was handed in, in one pass over both."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.classroom.folder import ReportsFolder, write_whole
from grader.classroom.intake.attempts import reported
from grader.curriculum import Topic
from grader.places import data_folder
from grader.report.cohort.entries import Entry, Plan, entry_of, plan_of
from grader.report.cohort.similarity import Passages, all_passages, passages, similar_pairs
from grader.report.html.class_view import class_view
from grader.report.html.pages import render_class_page, render_submission_page
from grader.report.html.submission_view import submission_view
from grader.submission import Submission
from grader.variants import MISCONCEPTIONS_FILE, Explanation, Variant, put_into, read_misconceptions

CLASS_PAGE = "index.html"


def write_pages(
    out: Path,
    folder: ReportsFolder,
    submissions: Iterable[Submission],
    topics: tuple[Topic, ...],
    on_page: Callable[[], None] = lambda: None,
) -> Path:
    """Write a page for each submission, and the class's; return the latter.

    Args:
        out: where the class's page goes.
        folder: holds all their reports, beside which their pages go.
        submissions: the class, one in memory at a time.
        topics: that were judged.
        on_page: is told of each submission's page that was written.

    Raises:
        SubmissionError: a page cannot be written, or a report cannot be read any more.
        VariantError: a misconception's author has something to mend.
    """
    catalogue = _misconceptions(topics)
    known = _known(topics, catalogue)
    plan: Plan | None = None
    entries: list[Entry] = []
    found: dict[str, Passages] = {}
    for newest in submissions:
        report = folder.report_of(newest.name)
        submission = reported(newest, report)
        page = folder.file_of(submission.name, ".html")
        text = render_submission_page(submission_view(report, submission))
        write_whole(page, text.encode("utf-8"))
        plan = plan or plan_of(report)
        entries.append(entry_of(report, page.name, submission.hand_in))
        found[submission.name] = passages(submission.sources, known)
        on_page()
    file = out / CLASS_PAGE
    if plan is not None:
        view = class_view(plan, entries, similar_pairs(found), _explanations(catalogue))
        write_whole(file, render_class_page(view).encode("utf-8"))
    return file


def _known(
    topics: tuple[Topic, ...], entries: Mapping[str, list[Variant]]
) -> dict[str, NDArray[np.uint32]]:
    """Passages that say nothing about copying: of stubs, solutions and known mistakes."""
    found = {}
    for topic in topics:
        stub = data_folder("exercises") / f"{topic.name}.py"
        solution = data_folder("solutions") / f"{topic.name}.py"
        if stub.is_file() and solution.is_file():
            right = solution.read_text(encoding="utf-8")
            mistaken = (put_into(right, each) for each in entries[topic.name])
            found[topic.name] = all_passages([stub.read_text(encoding="utf-8"), right, *mistaken])
    return found


def _misconceptions(topics: tuple[Topic, ...]) -> dict[str, list[Variant]]:
    """The catalogued mistakes of each topic; one without a catalogue has none."""
    files = {topic.name: topic.folder / MISCONCEPTIONS_FILE for topic in topics}
    return {
        name: read_misconceptions(file) if file.is_file() else [] for name, file in files.items()
    }


def _explanations(entries: Mapping[str, list[Variant]]) -> dict[str, Explanation]:
    """What each misconception is about, by its id."""
    return {
        each.identity: each.explanation
        for of_topic in entries.values()
        for each in of_topic
        if each.explanation is not None
    }

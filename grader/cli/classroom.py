"""Commands of an instructor grading a class."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

Submissions = Annotated[
    Path, typer.Argument(metavar="SUBMISSIONS", help="Folder with one folder for each submission.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where reports and gradebook go.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many submissions are judged at once.")]
Seed = Annotated[int, typer.Option(help="Draws the inputs; the same seed gives the same verdicts.")]
Topics = Annotated[
    str, typer.Option("--topics", metavar="A,B", help="Grade only these topics; all if not given.")
]

CORES = os.cpu_count() or 1

WRITTEN = "{count} reports are in {reports}, the gradebook is {gradebook}."
STOPPED = "Stopped. {count} reports are in {reports}; each of them is whole."
MAKING = "A small class with typical mistakes, made in {folder}."


def grade(
    submissions: Submissions,
    out: Out,
    jobs: Jobs = CORES,
    seed: Seed = 0,
    topics: Topics = "",
) -> None:
    """Grade a class: one report for each submission, and the gradebook.

    Example: `grader grade submissions --out graded`.
    """
    _grade(submissions, out, jobs, seed, [name for name in topics.split(",") if name])


def demo() -> None:
    """Make a small class with typical mistakes, grade it, and show the result."""
    from rich.console import Console

    from grader.demo import make_class

    folder = Path(tempfile.mkdtemp(prefix="neuron-to-mlp-"))
    submissions = folder / "submissions"
    make_class(submissions)
    Console().print(MAKING.format(folder=submissions), markup=False, soft_wrap=True)
    _grade(submissions, folder / "graded", CORES, 0, [])


def _grade(submissions: Path, out: Path, jobs: int, seed: int, topics: list[str]) -> None:
    from rich.console import Console
    from rich.progress import track

    from grader.grading import grade as judge
    from grader.report.console import render_class
    from grader.submission import submission_folders

    console = Console()
    reports = []
    total = len(submission_folders(submissions))
    places = {"reports": out / "reports", "gradebook": out / "gradebook.csv"}
    try:
        for report in track(
            judge(submissions, out, jobs, seed, topics),
            description="Grading",
            total=total,
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ):
            reports.append(report)
    except KeyboardInterrupt:
        words = STOPPED.format(count=len(reports), **places)
        console.print(words, markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(render_class(reports))
    console.print(WRITTEN.format(count=len(reports), **places), markup=False, soft_wrap=True)
    failed = any(
        each.outcome == "grader_error"
        for report in reports
        for topic in report.topics
        for each in topic.criteria
    )
    raise typer.Exit(3 if failed else 0)

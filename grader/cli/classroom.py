"""Commands of an instructor grading a class."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from grader.sandbox.protocol import Level

Submissions = Annotated[
    Path, typer.Argument(metavar="SUBMISSIONS", help="Folder with one folder for each submission.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where reports and gradebook go.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many submissions are judged at once.")]
Seed = Annotated[
    int,
    typer.Option(
        min=0, max=2**63 - 1, help="Draws the inputs; the same seed gives the same verdicts."
    ),
]
Topics = Annotated[
    str, typer.Option("--topics", metavar="A,B", help="Grade only these topics; all if not given.")
]

Isolation = Annotated[
    Literal["full", "container", "none"] | None,
    typer.Option(
        help="How strongly student code is confined. The best that this machine allows if not "
        "given, and never none."
    ),
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
    isolation: Isolation = None,
) -> None:
    """Grade a class: one report for each submission, and the gradebook.

    Example: `grader grade submissions --out graded`.
    """
    from grader.isolation import class_level

    names = [name for name in topics.split(",") if name]
    _grade(submissions, out, jobs, seed, names, isolation or class_level())


def demo() -> None:
    """Make a small class with typical mistakes, grade it, and show the result."""
    from rich.console import Console

    from grader.demo import make_class
    from grader.sandbox.confinement.probing import probe

    folder = Path(tempfile.mkdtemp(prefix="neuron-to-mlp-"))
    submissions = folder / "submissions"
    make_class(submissions)
    Console().print(MAKING.format(folder=submissions), markup=False, soft_wrap=True)
    _grade(submissions, folder / "graded", CORES, 0, [], probe().level)


def _grade(
    submissions: Path, out: Path, jobs: int, seed: int, topics: list[str], level: "Level"
) -> None:
    from rich.console import Console
    from rich.progress import track

    from grader.grading import grade as judge
    from grader.report.console import ISOLATION, render_class
    from grader.submission import submission_folders

    console = Console()
    reports = []
    total = len(submission_folders(submissions, besides=out))
    places = {"reports": out / "reports", "gradebook": out / "gradebook.csv"}
    try:
        for report in track(
            judge(submissions, out, jobs, seed, topics, level),
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
    console.print(ISOLATION[level], markup=False, soft_wrap=True)
    console.print(WRITTEN.format(count=len(reports), **places), markup=False, soft_wrap=True)
    failed = any(
        each.outcome == "grader_error"
        for report in reports
        for topic in report.topics
        for each in topic.criteria
    )
    raise typer.Exit(3 if failed else 0)

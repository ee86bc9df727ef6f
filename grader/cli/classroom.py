"""Commands of an instructor grading a class."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from grader.cli.options import topics_named
from grader.cli.saying import complain
from grader.processors import processors

if TYPE_CHECKING:
    from rich.console import Console

    from grader.classroom.exports.writing import Prepared
    from grader.classroom.intake.opening import Class
    from grader.classroom.ledger import Bookkeeping
    from grader.report.types import Report
    from grader.sandbox.protocol import Level

Submissions = Annotated[
    Path,
    typer.Argument(
        metavar="SUBMISSIONS",
        help="Folder or zip with a folder or zip for each submission, or what Moodle, Canvas or "
        "Gradescope gives out.",
    ),
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

Overrides = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        dir_okay=False,
        help="Your own decisions: columns submission, criterion, points, reason. They hold in "
        "later runs too, until you give other ones.",
    ),
]
Attempt = Annotated[
    Literal["first", "best", "last"],
    typer.Option(help="Which attempt counts where somebody has several."),
]
Roster = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        dir_okay=False,
        help="Who is in the class: columns such as name, id, email, login. Those who handed "
        "nothing in get zero points, and are marked so.",
    ),
]
Regrade = Annotated[
    bool, typer.Option("--regrade", help="Judge everything again, also what has not changed.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Judge on the Dask cluster whose scheduler is at this address, such as "
        "tcp://node1:8786, instead of this machine.",
    ),
]
Moodle = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        dir_okay=False,
        help="Your grading worksheet from Moodle, to be filled in; feedback files are written too.",
    ),
]
Canvas = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        dir_okay=False,
        help="Your export of the gradebook from Canvas, to be filled in.",
    ),
]
CanvasAssignment = Annotated[
    str, typer.Option(metavar="TITLE", help="Which assignment of the Canvas gradebook.")
]
Gradescope = Annotated[
    bool, typer.Option("--gradescope", help="Also write a results.json for each submission.")
]
Junit = Annotated[bool, typer.Option("--junit", help="Also write JUnit XML for each submission.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing unless something is wrong.")]

PROCESSORS = processors()
LARGEST_TABLE = 60
"""From this many submissions on, the gradebook is a better place than the terminal."""

WRITTEN = "Reports in {reports}: {count}. The gradebook is {gradebook}."
CLASS_PAGE = "Open {page} in a browser: the class, and from there a page for each submission."
STOPPED = (
    "Stopped. Reports of this run: {count}, in {reports}, each of them whole. The same command "
    "goes on from there."
)
FAULTS = (
    "The grader itself failed over some submissions, which have no mark: {count}. What happened is "
    "in {folder}, on the machine that judged them: send it along when you report this."
)
AND_MORE = "And {count} more such notes: {file} has them all once the class is graded."
NOTED = "All notes on the class are in {file}."
NOTES_SHOWN = 12
MAKING = "A small class with typical mistakes, made in {folder}."


def grade(
    submissions: Submissions,
    out: Out,
    jobs: Jobs = PROCESSORS,
    seed: Seed = 0,
    topics: Topics = "",
    isolation: Isolation = None,
    attempt: Attempt = "last",
    roster: Roster = None,
    overrides: Overrides = None,
    regrade: Regrade = False,
    cluster: Cluster = None,
    moodle: Moodle = None,
    canvas: Canvas = None,
    canvas_assignment: CanvasAssignment = "",
    gradescope: Gradescope = False,
    junit: Junit = False,
    quiet: Quiet = False,
) -> None:
    """Grade a class: one report for each submission, and the gradebook.

    Run again, it judges only what has changed.

    Example: `grader grade submissions --out graded`.
    """
    from rich.console import Console

    from grader.classroom.exports.writing import Asked, prepare
    from grader.classroom.intake.opening import Reading, open_class
    from grader.classroom.ledger import Bookkeeping
    from grader.isolation import class_level

    chosen = topics_named(topics)
    waiting: list[str] = []
    keeping = Bookkeeping(overrides=overrides, regrade=regrade, on_note=waiting.append)
    exports = prepare(
        Asked(
            moodle=moodle,
            canvas=canvas,
            canvas_assignment=canvas_assignment,
            gradescope=gradescope,
            junit=junit,
        )
    )
    console = Console(quiet=quiet)
    level = isolation or class_level()
    with open_class(submissions, chosen, out, Reading(attempt, roster)) as class_:
        _tell(class_, out, console)
        faults = _grade(class_, _How(out, level, keeping, jobs, seed, cluster), console)
        for words in waiting:
            _warn(words, console)
        _note(out, [*class_.notes, *waiting, *_export(class_, out, exports, console)], console)
    raise typer.Exit(3 if faults else 0)


def demo() -> None:
    """Make a small class with typical mistakes, grade it, and show the result."""
    from rich.console import Console

    from grader.classroom.intake.opening import open_class
    from grader.classroom.ledger import Bookkeeping
    from grader.curriculum import load_curriculum
    from grader.demo import make_class
    from grader.sandbox.confinement.probing import probe

    folder = Path(tempfile.mkdtemp(prefix="neuron-to-mlp-"))
    submissions = folder / "submissions"
    make_class(submissions)
    console = Console()
    console.print(MAKING.format(folder=submissions), markup=False, soft_wrap=True)
    with open_class(submissions, load_curriculum()) as class_:
        faults = _grade(class_, _How(folder / "graded", probe().level, Bookkeeping()), console)
    raise typer.Exit(3 if faults else 0)


def _tell(class_: "Class", out: Path, console: "Console") -> None:
    """Say what the class was recognised as, and what was there besides."""
    from grader.classroom.notes import FILE

    _say(class_.told, console)
    for words in class_.notes[:NOTES_SHOWN]:
        _warn(words, console)
    if len(class_.notes) > NOTES_SHOWN:
        _warn(AND_MORE.format(count=len(class_.notes) - NOTES_SHOWN, file=out / FILE), console)


def _say(words: str, console: "Console") -> None:
    from grader.report.plain import plain_line

    console.print(plain_line(words), markup=False, highlight=False, soft_wrap=True)


def _warn(words: str, console: "Console") -> None:
    """Say what is wrong, to whoever wants to hear of nothing else as well."""
    if console.quiet:
        complain(words)
    else:
        _say(words, console)


class _How(NamedTuple):
    """What was asked for, but for the class itself."""

    out: Path
    level: "Level"
    bookkeeping: "Bookkeeping"
    jobs: int = PROCESSORS
    seed: int = 0
    cluster: str | None = None


class _Graded(NamedTuple):
    """What came of it: how many reports, how many without a mark, and those to be shown."""

    reports: int
    faults: int
    shown: "list[Report]"


def _grade(class_: "Class", how: _How, console: "Console") -> int:
    """Grade an open class, show it, and return over how many submissions the grader failed."""
    graded = _judge(class_, how, console)
    _sum_up(graded, how, console)
    return graded.faults


def _judge(class_: "Class", how: _How, console: "Console") -> _Graded:
    from msgspec.structs import replace

    from grader.classroom.ledger import has_fault
    from grader.cli.progress import watch
    from grader.grading import grade_class

    total = len(class_.names)
    count = faults = 0
    shown: list[Report] = []
    try:
        with watch(console, total) as watching:
            keeping = replace(how.bookkeeping, on_start=watching.started, on_page=watching.paged)
            for report in grade_class(
                class_, how.out, how.level, how.jobs, how.seed, keeping, how.cluster
            ):
                watching.finished(report.submission, has_fault(report))
                count += 1
                faults += has_fault(report)
                if total <= LARGEST_TABLE:
                    shown.append(_without_criteria(report))
    except KeyboardInterrupt:
        _warn(STOPPED.format(count=count, reports=how.out / "reports"), console)
        raise typer.Exit(1) from None
    return _Graded(count, faults, shown)


def _sum_up(graded: _Graded, how: _How, console: "Console") -> None:
    from grader.classroom.libraries import lacking_for_pages
    from grader.logs import logs_folder
    from grader.report.console import ISOLATION, render_class

    if graded.shown:
        console.print(render_class(graded.shown))
    reports, gradebook = how.out / "reports", how.out / "gradebook.csv"
    _say(ISOLATION[how.level], console)
    _say(WRITTEN.format(count=graded.reports, reports=reports, gradebook=gradebook), console)
    if graded.faults:
        _warn(FAULTS.format(count=graded.faults, folder=logs_folder()), console)
    lacking = lacking_for_pages()
    if lacking:
        _warn(lacking, console)
    else:
        _say(CLASS_PAGE.format(page=how.out / "index.html"), console)


def _export(class_: "Class", out: Path, exports: "Prepared", console: "Console") -> Iterator[str]:
    """Write what platforms take, and say who is left to see to, in short; each is given in full."""
    from grader.classroom.exports.writing import write_exports
    from grader.classroom.folder import ReportsFolder

    for left in write_exports(exports, ReportsFolder(out, class_.names)):
        _warn(left.in_short(), console)
        yield left.in_full()


def _note(out: Path, notes: list[str], console: "Console") -> None:
    """Write all that is to be known of the class, and say where."""
    from grader.classroom.notes import FILE, write_notes

    write_notes(out, notes)
    if notes:
        _say(NOTED.format(file=out / FILE), console)


def _without_criteria(report: "Report") -> "Report":
    """What a class's table shows of a report."""
    from msgspec.structs import replace

    topics = tuple(replace(each, criteria=(), exercises=(), printed="") for each in report.topics)
    return replace(report, topics=topics)

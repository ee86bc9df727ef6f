"""Commands of an instructor grading a class."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from grader.cli.class_run import PROCESSORS, Run, export, grade_and_tell, note, tell_class, warn
from grader.cli.options import topics_named

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
        tell_class(class_, out, console)
        faults = grade_and_tell(class_, Run(out, level, keeping, jobs, seed, cluster), console)
        for words in waiting:
            warn(words, console)
        note(out, [*class_.notes, *waiting, *export(class_, out, exports, console)], console)
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
        faults = grade_and_tell(
            class_, Run(folder / "graded", probe().level, Bookkeeping()), console
        )
    raise typer.Exit(3 if faults else 0)

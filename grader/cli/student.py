"""Commands of a student working through the exercises."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.companion import progress_file
from grader.cli.options import From, topic_names
from grader.cli.saying import say

if TYPE_CHECKING:
    from grader.report.types import Report

Topics = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TOPIC",
        help="Topics to check; all if none is named.",
        autocompletion=topic_names,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
Seed = Annotated[
    int,
    typer.Option(
        min=0,
        max=2**63 - 1,
        metavar="SEED",
        help="Draws the inputs; the same seed gives the same verdicts.",
    ),
]
WithProfile = Annotated[
    bool,
    typer.Option("--profile", help="Check twice, and say on stderr where the time went."),
]


def check(
    topics: Topics = None,
    folder: From = Path("exercises"),
    as_json: AsJson = False,
    seed: Seed = 0,
    with_profile: WithProfile = False,
) -> None:
    """Check your exercises: what is right, what is not yet, and why.

    Examples:
    grader check
    grader check neuron activations
    grader check --from my_answers
    """
    from grader.checking import check as judge
    from grader.places import is_data_folder

    report = (_profiled if with_profile else judge)(folder, topics or [], seed)
    is_students = not is_data_folder("solutions", folder)  # theirs would be nobody's progress
    progress = progress_file(folder).note(report) if is_students else None
    if as_json:
        from grader.report.serialised import to_json

        sys.stdout.buffer.write(f"{to_json(report)}\n".encode())
    else:
        from rich.console import Console

        from grader.companion.showing import what_is_next
        from grader.curriculum import load_curriculum
        from grader.report.console import render

        Console().print(render(report))
        if progress is not None and _exit_code(report) == 0:
            say(what_is_next(progress, load_curriculum()))
    raise typer.Exit(_exit_code(report))


def _profiled(folder: Path, topics: list[str], seed: int) -> "Report":
    from rich.console import Console

    from grader.checking import profiled
    from grader.report.profile import render_profile

    ready_s, first, again = profiled(folder, topics, seed)
    Console(stderr=True).print(render_profile(ready_s, first.seconds, again.seconds))
    return again.report


def _exit_code(report: "Report") -> int:
    outcomes = {each.outcome for topic in report.topics for each in topic.criteria}
    if "grader_error" in outcomes:
        return 3
    problem = any(topic.problem is not None for topic in report.topics)
    return 0 if outcomes == {"passed"} and not problem else 1

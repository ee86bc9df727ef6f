"""The command that builds an autograder for Gradescope."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from grader.cli.options import topics_named

File = Annotated[
    Path, typer.Argument(metavar="FILE.zip", dir_okay=False, help="The archive to write.")
]
Topics = Annotated[
    str, typer.Option("--topics", metavar="A,B", help="Judge only these topics; all if not given.")
]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Draws the inputs.")]
Isolation = Annotated[
    Literal["full", "container", "none"] | None,
    typer.Option(
        help="How strongly student code is confined there. The best that the container allows if "
        "not given; where that is none, grading fails until you allow it here."
    ),
]

WRITTEN = "Written: {file}. Upload it to the assignment's autograder configuration."


def autograder(
    file: File, topics: Topics = "", seed: Seed = 0, isolation: Isolation = None
) -> None:
    """Build an autograder archive for Gradescope, which judges one submission at a time there.

    The archive holds the hidden suites: give it to nobody.

    Example: `grader autograder neuron.zip --topics neuron`.
    """
    from grader.classroom.autograder import Settings
    from grader.classroom.exports.autograder_archive import build_archive

    chosen = topics_named(topics)
    names = tuple(topic.name for topic in chosen)
    build_archive(file, chosen, Settings(topics=names, seed=seed, isolation=isolation))
    typer.echo(WRITTEN.format(file=file))

"""Commands of a topic's author."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the stubs go.")]

WRITTEN = "Written: {file}"
IN_STEP = "Every stub is in step with its solution."


def stubs(to: Folder = Path("exercises")) -> None:
    """Generate the students' stubs from the solutions."""
    from grader.places import data_folder
    from grader.stubs import write_stubs

    changed = write_stubs(data_folder("solutions"), to)
    for file in changed:
        typer.echo(WRITTEN.format(file=file))
    if not changed:
        typer.echo(IN_STEP)

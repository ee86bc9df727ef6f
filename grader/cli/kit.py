"""The command that makes what students get."""

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.saying import complain, say

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")]
Notebooks = Annotated[
    bool, typer.Option("--notebooks", help="Notebooks in place of Python modules.")
]

OBSERVING = "Working out what the examples say of each misconception"
WRITTEN = "The kit is in {folder}, and zipped in {archive}."
NO_NBFORMAT = "Notebooks need nbformat, which is not installed: {command}"


def kit(folder: Folder, notebooks: Notebooks = False) -> None:
    """Write what students get: stubs, examples and a grader that knows no solution.

    Examples:
    grader kit neuron-to-mlp-kit
    grader kit --notebooks neuron-to-mlp-notebooks
    """
    from rich.console import Console

    from grader.kit.building import KitError, build_kit, build_notebook_kit
    from grader.places import install_command

    build = build_notebook_kit if notebooks else build_kit
    try:
        with Console(stderr=True).status(OBSERVING):
            archive = build(folder)
    except ModuleNotFoundError as error:
        if error.name != "nbformat":
            raise
        complain(NO_NBFORMAT.format(command=install_command("nbformat")))
        raise typer.Exit(2) from None
    except KitError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    say(WRITTEN.format(folder=folder, archive=archive))

"""The command that makes what students get."""

import sys
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")]
Notebooks = Annotated[
    bool, typer.Option("--notebooks", help="Notebooks in place of Python modules.")
]

WRITTEN = "The kit is in {folder}, and zipped in {archive}."
NO_NBFORMAT = (
    "Notebooks need nbformat, which is not installed: pip install -c constraints.txt nbformat"
)


def kit(folder: Folder, notebooks: Notebooks = False) -> None:
    """Write what students get: stubs, examples and a grader that knows no solution.

    Examples: `grader kit neuron-to-mlp-kit`, `grader kit --notebooks neuron-to-mlp-notebooks`.
    """
    from grader.kit.building import KitError, build_kit, build_notebook_kit
    from grader.report.plain import plain

    build = build_notebook_kit if notebooks else build_kit
    try:
        archive = build(folder)
    except ModuleNotFoundError as error:
        if error.name != "nbformat":
            raise
        sys.stderr.write(f"{NO_NBFORMAT}\n")
        raise typer.Exit(2) from None
    except KitError as error:
        sys.stderr.write(f"{plain(str(error))}\n")
        raise typer.Exit(2) from None
    sys.stdout.write(WRITTEN.format(folder=folder, archive=archive) + "\n")

"""The commands, and what their exit codes mean."""

import io
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, NoReturn

import typer

import grader
from grader.cli.companion import explain, hint, plot, progress, reset, watch
from grader.cli.doctor import doctor
from grader.cli.packing import pack
from grader.cli.saying import complain
from grader.cli.student import check

HELP = """Exercises on neural networks, from one neuron to a trained MLP.

Students: open exercises/neuron.py, write the first function,
and run `grader check neuron`. Or leave `grader watch`
running beside your editor: it checks whenever you save.
"""
INSTRUCTORS_HELP = """
Instructors: put one folder for each student in a folder,
and run `grader grade FOLDER --out graded`.
"""
EXIT_CODES = "Exit codes: 0 all passed, 1 not all passed, 2 misuse, 3 the grader's own fault."
INSTRUCTORS_EXIT_CODES = (
    "Exit codes: 0 all passed (grade, demo: every submission has its report), 1 not all passed, "
    "2 misuse, 3 the grader's own fault."
)

VERSION = "neuron-to-mlp {version}"

has_instructors = find_spec("grader.cli.instructors") is not None  # not in a students' kit

app = typer.Typer(
    help=HELP + INSTRUCTORS_HELP if has_instructors else HELP,
    epilog=INSTRUCTORS_EXIT_CODES if has_instructors else EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (check, watch, hint, progress, plot, reset, explain, pack, doctor):
    app.command(rich_help_panel="Students")(command)
if has_instructors:
    for command in import_module("grader.cli.instructors").COMMANDS:
        app.command(rich_help_panel="Instructors and authors")(command)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(VERSION.format(version=grader.__version__))
        raise typer.Exit


@app.callback()
def _before(
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help="Show the version and exit.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """What stands before any command."""


def main() -> NoReturn:
    """Run the command line, and turn what went wrong into a sentence and an exit code."""
    _take_any_encoding()
    try:
        app()
    except Exception as error:  # no traceback of ours is ever shown; a log file has it
        from grader.cli.crash import ending  # what it needs to know errors by is dear to import

        words, code = ending(error)
        complain(words)
        sys.exit(code)
    sys.exit(0)


def _take_any_encoding() -> None:
    """Have marks that an encoding lacks, as Windows' own for pipes does, become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

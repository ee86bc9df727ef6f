"""The commands, and what their exit codes mean."""

import io
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

import typer

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
GRADER_FAULT = "The grader itself failed, and no mark was given: {reason}"

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


def main() -> NoReturn:
    """Run the command line, and turn what went wrong into a sentence and an exit code."""
    from grader.cli.crash import told
    from grader.companion.errors import CompanionError
    from grader.curriculum import CurriculumError, UnknownTopic
    from grader.isolation import NotIsolated
    from grader.judge.errors import GraderFault
    from grader.stubs import StubError
    from grader.submission import SubmissionError

    _take_any_encoding()
    try:
        app()
    except (SubmissionError, UnknownTopic, NotIsolated, CompanionError) as error:
        _end(str(error), 2)
    except (CurriculumError, StubError) as error:
        _end(str(error), 3)
    except GraderFault as error:
        _end(GRADER_FAULT.format(reason=told(error)), 3)
    except Exception as error:  # no traceback of ours is ever shown; a log file has it
        _end(GRADER_FAULT.format(reason=told(error)), 3)
    sys.exit(0)


def _take_any_encoding() -> None:
    """Have marks that an encoding lacks, as Windows' own for pipes does, become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _end(words: str, code: int) -> NoReturn:
    complain(words)
    sys.exit(code)

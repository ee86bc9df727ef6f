"""Why a whole module cannot be judged, in words for the student."""

from typing import Literal

import msgspec

from grader.sandbox.protocol import Error, SyntaxProblem

SYNTAX_PROBLEM = "Line {line} of {topic}.py is not Python: {message}.\n    {text}"
NOT_PARSED = "{topic}.py is not Python: {message}."
IMPORT_RAISED = "Importing {topic}.py fails with {kind}: {message}"
IMPORT_PLACE = "\n    line {line}: {text}"
IMPORT_TIMED_OUT = (
    "Importing {topic}.py takes more than {seconds:g} seconds. Is there a loop at its top level?"
)
IMPORT_CRASHED = "Importing {topic}.py fails. {cause}"


class Problem(msgspec.Struct, frozen=True):
    """Why a whole module cannot be judged."""

    outcome: Literal["unreadable", "errored", "timed_out", "crashed"]
    message: str


def syntax_problem(topic: str, problem: SyntaxProblem) -> str:
    """What is said of a module that is not Python."""
    if not problem.line:
        return NOT_PARSED.format(topic=topic, message=problem.message)
    return SYNTAX_PROBLEM.format(
        topic=topic, line=problem.line, message=problem.message, text=problem.text.strip()
    )


def import_error(topic: str, error: Error) -> str:
    """What is said of a module whose top level raises."""
    kind = error.kinds[0] if error.kinds else "an exception"
    text = IMPORT_RAISED.format(topic=topic, kind=kind, message=error.message)
    if error.frames:
        text += IMPORT_PLACE.format(line=error.frames[-1].line, text=error.frames[-1].text)
    return text

"""From how a test ended to what the student is told, before the other criteria are looked at."""

from collections.abc import Iterable

import msgspec

from grader.judge.calls import Call
from grader.judge.errors import Crashed, Failed, NotWritten, Raised, TimedOut, Unavailable
from grader.judge.module import Module
from grader.judge.record import Excuse
from grader.judge.showing import show_call
from grader.report.types import Outcome
from grader.sandbox.protocol import Error

RAISED = "It raises {kind}: {message}"
RAISED_WITHOUT_WORDS = "It raises {kind}."
AT_LINE = "line {line} of {topic}.py: {text}"
DEFINED_AT = "{exercise} starts at line {line} of {topic}.py"
TIMED_OUT = "It gives no answer within {seconds:g} seconds. Is there a loop that never ends?"
TOO_LARGE = "It gives back more data than any right answer has."
TOO_DEEP = "It calls itself without end (RecursionError)."
TOO_NESTED = "It gives back lists in lists in lists, far deeper than any right answer."
FORBIDDEN = "{why} Line {line} of {topic}.py uses {name}."

_ANSWER_TOO_LARGE, _ANSWER_TOO_DEEP = "AnswerTooLarge", "AnswerTooDeep"


class Pardon(msgspec.Struct, frozen=True):
    """What a criterion forgave, since other exercises gave the same.

    Attributes:
        ways: sets of exercises, of which one is to blame.
        outcome: how it would have ended.
        feedback: for the student.
    """

    ways: tuple[tuple[str, ...], ...]
    outcome: Outcome
    feedback: str | None


class Ending(msgspec.Struct, frozen=True):
    """How one criterion ended by itself.

    Attributes:
        outcome: in one word.
        feedback: for the student.
        blamed: another exercise, inside which an error was raised.
        uses: other exercises that the exercise calls, where that matters.
        unsteady: other exercises that do not answer, or the same call differently each time.
        pardons: what it forgave on its way to passing.
    """

    outcome: Outcome
    feedback: str | None = None
    blamed: str | None = None
    uses: tuple[str, ...] = ()
    unsteady: tuple[str, ...] = ()
    pardons: tuple[Pardon, ...] = ()


def ending(
    error: BaseException | None, exercise: str, module: Module, last_call: Call | None
) -> Ending:
    """Say how a criterion ended.

    Args:
        error: what ended the test; None if nothing did.
        exercise: whose criterion it is.
        module: the student's module.
        last_call: the call before the end.
    """
    uses = _uses(exercise, module)
    match error:
        case None:
            return Ending("passed")
        case Failed():
            words = _told(str(error), exercise, module, last_call)
            return Ending("failed", words, uses=uses, unsteady=error.unsteady)
        case Raised():
            return _raised(error.error, exercise, module, last_call)
        case TimedOut():
            words = TIMED_OUT.format(seconds=error.seconds)
            return Ending("timed_out", _told(words, exercise, module, last_call), uses=uses)
        case Crashed():
            return Ending("crashed", _told(str(error), exercise, module, last_call), uses=uses)
        case NotWritten():
            return Ending("not_implemented", str(error))
        case Unavailable():
            return Ending("errored", str(error))
        case _:
            return Ending("grader_error", f"{type(error).__name__}: {error}")


def excused_ending(excuses: Iterable[Excuse], exercise: str, module: Module) -> Ending:
    """How a criterion ended that passed.

    Args:
        excuses: what it forgave.
        exercise: whose criterion it is.
        module: the student's module.
    """
    pardons = []
    for each in excuses:
        ways = tuple(tuple(name for name in way if name != exercise) for way in each.ways)
        if all(ways):
            instead = ending(each.verdict, exercise, module, None)
            pardons.append(Pardon(ways, instead.outcome, instead.feedback))
    return Ending("passed", pardons=tuple(pardons))


def forbidden_use(exercise: str, module: Module) -> Failed | None:
    """The failure of an exercise that uses what "by hand" excludes."""
    definition = module.definitions.get(exercise)
    if definition is None or definition.forbidden is None:
        return None
    name, line = definition.forbidden
    why = module.topic.exercise(exercise).forbids_because
    return Failed(
        FORBIDDEN.format(why=why, line=line, topic=module.topic.name, name=name.lstrip("."))
    )


def _raised(error: Error, exercise: str, module: Module, last_call: Call | None) -> Ending:
    blamed = _blamed(error, exercise, module)
    definition = module.definitions.get(exercise)
    unfinished = blamed is None or (definition is not None and definition.unfinished)
    if "NotImplementedError" in error.kinds and unfinished:
        return Ending("not_implemented")
    words = _told(_error_words(error), exercise, module, last_call, error)
    return Ending("errored", words, blamed, _uses(exercise, module))


def _uses(exercise: str, module: Module) -> tuple[str, ...]:
    definition = module.definitions.get(exercise)
    return definition.uses if definition else ()


def _blamed(error: Error, exercise: str, module: Module) -> str | None:
    """The innermost exercise that an error passed through, if it is another one."""
    names = {each.name for each in module.topic.exercises}
    passed = [frame.function.partition(".")[0] for frame in error.frames]
    innermost = next((name for name in reversed(passed) if name in names), exercise)
    return innermost if innermost != exercise else None


def _error_words(error: Error) -> str:
    kind = error.kinds[0] if error.kinds else "an exception"
    if kind == _ANSWER_TOO_LARGE:
        return TOO_LARGE
    if kind == _ANSWER_TOO_DEEP:
        return TOO_NESTED
    if kind == "RecursionError":
        return TOO_DEEP
    if not error.message.strip():
        return RAISED_WITHOUT_WORDS.format(kind=kind)
    return RAISED.format(kind=kind, message=error.message)


def _told(
    words: str, exercise: str, module: Module, call: Call | None, error: Error | None = None
) -> str:
    """The call, what is wrong with it, and where in the student's file to look."""
    lines = [show_call(call)] if call else []
    lines.append(words)
    definition = module.definitions.get(exercise)
    if error is not None and error.frames:
        frame = error.frames[-1]
        lines.append(AT_LINE.format(line=frame.line, topic=module.topic.name, text=frame.text))
    elif definition is not None:
        lines.append(
            DEFINED_AT.format(exercise=exercise, line=definition.line, topic=module.topic.name)
        )
    return "\n".join(lines)

"""A student's module behind the glass, for pictures: calls, and sentences for what goes wrong."""

import math
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np

from grader.curriculum import Topic
from grader.judge.errors import Crashed, Raised, TimedOut, Unavailable, Verdict
from grader.judge.glass import Zygote
from grader.judge.module import Module
from grader.judge.session import Session
from grader.judge.spawning import Spawner
from grader.judge.student import Handle, Root, Student
from grader.plots.types import Numbers, Plot, Values
from grader.sandbox.protocol import Error, Level, Library

SEED = 0
NOT_WRITTEN = "{exercise} is not written yet."
RAISED = "{exercise} cannot be drawn: it raises {kind}: {message}"
RAISED_AT = " (line {line}: {text})"
TIMED_OUT = "{exercise} cannot be drawn: it takes more than {seconds:g} seconds."
CRASHED = "{exercise} cannot be drawn. {cause}"
NO_NUMBERS = "{exercise} cannot be drawn: it does not answer with numbers."
OTHER_COUNT = "{exercise} cannot be drawn: it answers {got} numbers, and should answer {wanted}."


class NotDrawn(Exception):
    """An exercise that cannot be drawn, with the reason for the student."""


class Calls:
    """What a picture may call.

    Attributes:
        student: the functions of the student's module.
        remote: the libraries beside it.
    """

    def __init__(self, session: Session) -> None:
        self.student: Any = Student(session)
        self.remote: Any = Root(session)


@contextmanager
def opened_module(topic: Topic, source: bytes, level: Level) -> Iterator[Module]:
    """A module in a worker of its own.

    Args:
        topic: whose module it is.
        source: its text, as UTF-8.
        level: of isolation.

    Raises:
        NotDrawn: it cannot be imported.
        GraderFault: the worker did not come up.
    """
    with closing(_workers(topic.library, level)) as workers:
        workers.wait_until_ready()
        with closing(Module(topic, source, workers, SEED)) as module:
            problem = module.open()
            if problem is not None:
                raise NotDrawn(problem.message)
            yield module


def _workers(library: Library, level: Level) -> Zygote | Spawner:
    """Where workers come from on this system."""
    return Zygote(library, level) if sys.platform == "linux" else Spawner(library)


def collect(plot: Plot, module: Module) -> tuple[Numbers, list[str]]:
    """All numbers of a picture that can be had, and why the others cannot."""
    numbers: Numbers = {}
    problems = []
    session = Session(module, module.topic.exercises[0].name, Handle)
    for exercise, take in plot.collect(Calls(session)).items():
        try:
            module.begin(module.topic.exercises[0].name, SEED)
            numbers.update(take())
        except Verdict as verdict:
            problems.append(_in_words(exercise, verdict))
        except NotDrawn as reason:
            problems.append(str(reason))
        except (TypeError, ValueError, AttributeError):
            problems.append(NO_NUMBERS.format(exercise=exercise))
    return numbers, problems


def values(exercise: str, answer: Any, count: int) -> Values:
    """An answer's numbers, in order.

    Args:
        exercise: what answered.
        answer: what came over the glass: an array, a list, numbers in lists.
        count: how many numbers it should have.

    Raises:
        NotDrawn: they are none, or not so many.
    """
    try:
        found = np.asarray(answer, dtype=np.float64).ravel()
    except (TypeError, ValueError, OverflowError) as error:
        raise NotDrawn(NO_NUMBERS.format(exercise=exercise)) from error
    if len(found) != count:
        raise NotDrawn(OTHER_COUNT.format(exercise=exercise, got=len(found), wanted=count))
    return finite(found.tolist())


def finite(numbers: Iterable[float]) -> Values:
    """Numbers with None for what is not finite."""
    return tuple(each if math.isfinite(each) else None for each in numbers)


def _in_words(exercise: str, verdict: Verdict) -> str:
    match verdict:
        case Raised():
            return _raised(exercise, verdict.error)
        case TimedOut():
            return TIMED_OUT.format(exercise=exercise, seconds=verdict.seconds)
        case Unavailable():
            return str(verdict)
        case Crashed():
            return CRASHED.format(exercise=exercise, cause=verdict)
        case _:
            return NO_NUMBERS.format(exercise=exercise)


def _raised(exercise: str, error: Error) -> str:
    kind = error.kinds[0] if error.kinds else "an exception"
    if "NotImplementedError" in error.kinds:
        return NOT_WRITTEN.format(exercise=error.message or exercise)
    words = RAISED.format(exercise=exercise, kind=kind, message=error.message)
    if error.frames:
        words += RAISED_AT.format(line=error.frames[-1].line, text=error.frames[-1].text)
    return words

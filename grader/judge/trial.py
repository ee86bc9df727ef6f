"""Run criteria against one module, each as the test that pytest collected."""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing
from types import MappingProxyType
from typing import Protocol

import msgspec

from grader.curriculum import Topic
from grader.judge.collected import Criterion
from grader.judge.draw import worker_seed
from grader.judge.following import follow
from grader.judge.module import Module
from grader.judge.plugin import JudgePlugin
from grader.judge.problems import Problem
from grader.judge.script import Script, Scripts
from grader.judge.signature import Signature, sign
from grader.judge.transcript import Transcript
from grader.judge.verdicts import Ending
from grader.judge.workers import Workers
from grader.sandbox.protocol import Answer, Level, Library, decode_message

_TOLD_BY_VALUES = ("passed", "failed", "errored")


class Solitude(Protocol):
    """A judge's place among the others of its run."""

    def among_others(self) -> AbstractContextManager[None]:
        """Work while others may work too."""

    def alone(self) -> AbstractContextManager[None]:
        """Work while all others wait."""


class Bench(msgspec.Struct, frozen=True):
    """What a judge works with, the same for every submission.

    Attributes:
        topics: in the order of the course.
        criteria: of all the topics.
        digest: hash of the suites.
        workers: where they come from, for each library that the topics use and that is installed.
        isolation: the level of protection.
        solitude: the judge's place among the others of the run.
        numpy: the version of NumPy behind the glass.
        torch: the version of torch behind the glass; None without.
        plugin: runs a criterion, and is the fixtures' side of it.
        scripts: what the solutions say, by seed.
    """

    topics: tuple[Topic, ...]
    criteria: tuple[Criterion, ...]
    digest: str
    workers: dict[Library, Workers]
    isolation: Level
    solitude: Solitude
    numpy: str
    torch: str | None
    plugin: JudgePlugin
    scripts: Mapping[int, Scripts] = MappingProxyType({})


class Turn(msgspec.Struct, frozen=True):
    """How one criterion went.

    Attributes:
        ending: how it ended by itself.
        signature: what came back.
        seconds: how long it took.
    """

    ending: Ending
    signature: Signature
    seconds: float


class Trial(msgspec.Struct, frozen=True):
    """What came of one module.

    Attributes:
        problem: why it could not be judged.
        printed: what its top level printed.
        turns: how each criterion went, by its key.
    """

    problem: Problem | None = None
    printed: str = ""
    turns: dict[str, Turn] = {}


def try_module(
    bench: Bench,
    topic: Topic,
    source: bytes,
    seed: int,
    transcripts: Mapping[str, Transcript] = MappingProxyType({}),
) -> Trial:
    """Run every criterion of a topic against one module.

    Args:
        bench: what to judge by.
        topic: whose module it is.
        source: its text, as UTF-8.
        seed: draws the inputs.
        transcripts: where what is said is noted, by the criterion's key.
    """
    criteria = [each for each in bench.criteria if each.topic == topic.name]
    return _try_criteria(bench, topic, criteria, source, seed, transcripts)


def observe(
    bench: Bench, topic: Topic, exercise: str, source: str, seed: int
) -> dict[str, Signature]:
    """What comes back from a module in each criterion of one exercise.

    Args:
        bench: what to judge by.
        topic: whose module it is.
        exercise: whose criteria are run.
        source: the module's text.
        seed: draws the inputs.
    """
    criteria = [each for each in bench.criteria if each.terms.exercise == exercise]
    trial = _try_criteria(bench, topic, criteria, source.encode("utf-8"), seed, {})
    return {key: turn.signature for key, turn in trial.turns.items()}


def learn_scripts(bench: Bench, topic: Topic, solution: bytes, seed: int) -> Scripts:
    """What a topic's criteria ask of its solution, and what that answers.

    Args:
        bench: what to judge by.
        topic: whose solution it is.
        solution: its text, as UTF-8.
        seed: draws the inputs.
    """
    transcripts = {each.key: Transcript() for each in bench.criteria if each.topic == topic.name}
    trial = try_module(bench, topic, solution, seed, transcripts)
    found = ((key, _script(transcripts[key], turn)) for key, turn in trial.turns.items())
    return {(topic.name, key): script for key, script in found if script is not None}


def _script(transcript: Transcript, turn: Turn) -> Script | None:
    """The script of a criterion; None if its end hangs on more than what is said.

    An argument's change is told by its position, and named by the student's own parameter.
    """
    answers = (decode_message(line.header) for line in transcript.lines)
    changed = any(answer.changed for answer in answers if isinstance(answer, Answer))
    if turn.ending != Ending("passed") or changed:
        return None
    uses = tuple((*pair, answer) for pair, answer in transcript.uses.items())
    return Script(tuple(transcript.lines), tuple(transcript.called), uses, turn.signature)


def _try_criteria(
    bench: Bench,
    topic: Topic,
    criteria: list[Criterion],
    source: bytes,
    seed: int,
    transcripts: Mapping[str, Transcript],
) -> Trial:
    bench.plugin.seed = seed
    module = Module(topic, source, bench.workers[topic.library], worker_seed(seed, topic.name))
    turns = {}
    with closing(module):
        problem = _open(module, bench.solitude)
        if problem is None:
            bench.plugin.module = module
            for criterion in criteria:
                module.transcript = transcripts.get(criterion.key)
                script = bench.scripts.get(seed, {}).get((topic.name, criterion.key))
                turns[criterion.key] = _take_turn(bench, module, criterion, script)
    return Trial(problem, module.printed, turns)


def _open(module: Module, solitude: Solitude) -> Problem | None:
    """Read and import a module; a time-out is confirmed, alone, before it counts."""
    with solitude.among_others():
        problem = module.open()
    if problem is not None and problem.outcome == "timed_out":
        with solitude.alone():
            problem = module.open()
    return problem


def _take_turn(bench: Bench, module: Module, criterion: Criterion, script: Script | None) -> Turn:
    """Judge by one criterion; it need not run for a module that answers as the solution does."""
    start = time.perf_counter()
    with bench.solitude.among_others():
        if script is not None and follow(
            module, script, criterion.terms.exercise, bench.plugin.seed_in_worker(criterion.item)
        ):
            return Turn(Ending("passed"), script.signature, time.perf_counter() - start)
        ending = bench.plugin.run(criterion.item)
    return _turn(bench, module, criterion, ending, start)


def _turn(bench: Bench, module: Module, criterion: Criterion, ending: Ending, start: float) -> Turn:
    """What a criterion's run comes to; an exercise's first time-out is confirmed, alone."""
    if ending.outcome == "timed_out" and module.is_first_time_out(criterion.terms.exercise):
        with bench.solitude.alone():
            ending = bench.plugin.run(criterion.item)
    told_by_values = ending.outcome in _TOLD_BY_VALUES
    signature = sign(
        bench.plugin.observations, "" if told_by_values else ending.outcome, criterion.terms.derived
    )
    return Turn(ending, signature, time.perf_counter() - start)

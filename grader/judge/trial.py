"""Run every criterion against one submission through pytest, and read how each ended."""

from contextlib import closing
from typing import Any

import msgspec
import pytest

from grader.curriculum import Topic
from grader.judge.collected import Criterion
from grader.judge.draw import worker_seed
from grader.judge.glass import Zygote
from grader.judge.module import Module, Problem
from grader.judge.plugin import JudgePlugin
from grader.judge.signature import Signature, sign
from grader.judge.solitude import Solitude
from grader.judge.verdicts import Ending
from grader.sandbox.protocol import Level, Library
from grader.submission import Submission

_TOLD_BY_VALUES = ("passed", "failed", "errored")


class Bench(msgspec.Struct, frozen=True):
    """What a judge works with, the same for every submission.

    Attributes:
        topics: in the order of the course.
        criteria: of all the topics.
        digest: hash of the suites.
        zygotes: one for each library that the topics use and that is installed.
        isolation: the level of protection.
        numpy: the version of NumPy behind the glass.
        torch: the version of torch behind the glass; None without.
        session: pytest's.
        plugin: the fixtures' side.
        json_report: pytest-json-report's plugin.
    """

    topics: tuple[Topic, ...]
    criteria: tuple[Criterion, ...]
    digest: str
    zygotes: dict[Library, Zygote]
    isolation: Level
    numpy: str
    torch: str | None
    session: pytest.Session
    plugin: JudgePlugin
    json_report: Any


class Trial(msgspec.Struct, frozen=True):
    """What came of one module.

    Attributes:
        problem: why it could not be judged.
        printed: what its top level printed.
        endings: how each criterion ended by itself, by its key.
        seconds: how long each took.
        signatures: what came back in each.
    """

    problem: Problem | None = None
    printed: str = ""
    endings: dict[str, Ending] = {}
    seconds: dict[str, float] = {}
    signatures: dict[str, Signature] = {}


class _Turn(msgspec.Struct, frozen=True):
    """A criterion, and the test after it, for which pytest keeps what both need."""

    criterion: Criterion
    following: pytest.Function | None

    def run(self) -> None:
        item = self.criterion.item
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=self.following)


def try_submission(bench: Bench, submission: Submission, seed: int) -> dict[str, Trial]:
    """Run every criterion of every topic whose module could be read.

    To be done once in a process: pytest's report adds up.

    Args:
        bench: what to judge by.
        submission: what was handed in.
        seed: draws the inputs.

    Returns:
        A trial for each topic with a module.
    """
    bench.plugin.seed = seed
    trials = {
        topic.name: _try_module(bench, topic, submission.sources[topic.name], seed)
        for topic in bench.topics
        if topic.name in submission.sources and topic.library in bench.zygotes
    }
    bench.json_report.pytest_sessionfinish(bench.session)
    tests = {test["nodeid"]: test for test in bench.json_report.report["tests"]}
    return {
        name: msgspec.structs.replace(trial, **_read_report(bench, name, tests))
        for name, trial in trials.items()
    }


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
    return _try_criteria(bench, topic, criteria, source.encode("utf-8"), seed).signatures


def _try_module(bench: Bench, topic: Topic, source: bytes, seed: int) -> Trial:
    criteria = [each for each in bench.criteria if each.topic == topic.name]
    return _try_criteria(bench, topic, criteria, source, seed)


def _try_criteria(
    bench: Bench, topic: Topic, criteria: list[Criterion], source: bytes, seed: int
) -> Trial:
    module = Module(topic, source, bench.zygotes[topic.library], worker_seed(seed, topic.name))
    signatures = {}
    with closing(module), Solitude() as solitude:
        problem = _open(module, solitude)
        if problem is None:
            bench.plugin.module = module
            followings = [*(each.item for each in criteria[1:]), None]
            for criterion, following in zip(criteria, followings, strict=True):
                turn = _Turn(criterion, following)
                signatures[criterion.key] = _run(bench.plugin, module, turn, solitude)
    return Trial(problem, module.printed, signatures=signatures)


def _open(module: Module, solitude: Solitude) -> Problem | None:
    """Read and import a module; a time-out is confirmed, alone, before it counts."""
    with solitude.among_others():
        problem = module.open()
    if problem is not None and problem.outcome == "timed_out":
        with solitude.alone():
            problem = module.open()
    return problem


def _run(plugin: JudgePlugin, module: Module, turn: _Turn, solitude: Solitude) -> Signature:
    """Run one criterion; an exercise's first time-out is confirmed, alone and in a new worker."""
    with solitude.among_others():
        turn.run()
    terms = turn.criterion.terms
    if plugin.latest.outcome == "timed_out" and module.is_first_time_out(terms.exercise):
        with solitude.alone():
            turn.run()
    outcome = plugin.latest.outcome
    ending = "" if outcome in _TOLD_BY_VALUES else outcome
    return sign(plugin.observations, ending, terms.derived)


def _read_report(bench: Bench, topic: str, tests: dict[str, Any]) -> dict[str, Any]:
    endings, seconds = {}, {}
    for criterion in bench.criteria:
        test = tests.get(criterion.item.nodeid)
        if criterion.topic == topic and test is not None:
            endings[criterion.key] = msgspec.convert(test["metadata"], Ending)
            seconds[criterion.key] = test.get("call", test["setup"])["duration"]
    return {"endings": endings, "seconds": seconds}

"""Judges that stay warm from one test to the next, and small submissions to give them."""

from contextlib import ExitStack
from functools import cache

from grader.curriculum import Topic, choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.places import data_folder
from grader.report.types import ExerciseResult, Report, TopicResult
from grader.submission import Submission


class Judges:
    """Starts a judge for a topic when a test first needs it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._clients: dict[str, JudgeClient] = {}

    def __enter__(self) -> "Judges":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def judge(self, topic: str, source: str, seed: int = 0) -> TopicResult:
        """Judge one topic's module."""
        return self.report(topic, Submission("someone", {topic: source.encode()}, {}), seed).topics[
            0
        ]

    def report(self, topic: str, submission: Submission, seed: int = 0) -> Report:
        """Judge a submission in one topic."""
        if topic not in self._clients:
            client = JudgeClient(choose_topics(load_curriculum(), [topic]), "none")
            self._clients[topic] = self._stack.enter_context(client)
        return self._clients[topic].judge(submission, seed)


@cache
def solution(topic: str) -> str:
    """The solution of a topic."""
    return (data_folder("solutions") / f"{topic}.py").read_text(encoding="utf-8")


@cache
def stub(topic: str) -> str:
    """The stub of a topic."""
    return (data_folder("exercises") / f"{topic}.py").read_text(encoding="utf-8")


@cache
def topics() -> tuple[Topic, ...]:
    """All the topics."""
    return load_curriculum()


def exercise(result: TopicResult, name: str) -> ExerciseResult:
    """One exercise's result."""
    return next(each for each in result.exercises if each.name == name)


def complaints(result: TopicResult) -> str:
    """What went wrong, for a failing test's own message."""
    return "\n".join(
        f"{each.exercise}/{each.name}: {each.outcome}: {each.feedback}"
        for each in result.criteria
        if each.outcome != "passed"
    )

"""The room of warm judges: what is saved last is checked, and nothing is begun in vain."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from grader.companion import judges as module
from grader.companion.judges import Found, JudgeRoom, judging
from grader.judge.errors import GraderFault
from grader.report.types import Report
from grader.submission import Submission
from tests.judges import topics
from tests.report.made import report, topic

NEURON = topics()[0]
WAIT_S = 10.0


class Held:
    """A judge that starts, and answers, when it is let to."""

    def __init__(self) -> None:
        self.may_start, self.may_answer = threading.Event(), threading.Event()
        self.asked: list[Submission] = []
        self.news = threading.Event()
        self.is_stopped = False

    def wait_until_started(self) -> None:
        self.news.set()
        assert self.may_start.wait(WAIT_S)

    def judge(self, submission: Submission, seed: int) -> Report:
        self.asked.append(submission)
        self.news.set()
        assert self.may_answer.wait(WAIT_S)
        if self.is_stopped:
            raise GraderFault("stopped")
        return report(topic(name="neuron"), submission=f"{submission.name} at {seed}")

    def stop(self) -> None:
        self.is_stopped = True
        self.may_start.set()
        self.may_answer.set()

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@contextmanager
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[JudgeRoom, list[Held], list[Found]]]:
    """A room without patience, its judges, and what it found."""
    monkeypatch.setattr(module, "PATIENCE_S", 0.0)
    held: list[Held] = [Held(), Held()]
    unused = iter(held)
    found: list[Found] = []
    with judging(JudgeRoom(topics(), lambda _: next(unused), found.append)) as place:
        yield place, held, found


def submission(text: str) -> Submission:
    return Submission(text, {"neuron": text.encode()}, {})


def until(condition: Callable[[], bool]) -> None:
    waited = threading.Event()
    for _ in range(int(WAIT_S / 0.01)):
        if condition():
            return
        waited.wait(0.01)
    pytest.fail("it does not come")


def test_a_judge_that_is_starting_is_let_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often something is saved meanwhile, of which the last is what counts."""
    with room(monkeypatch) as (place, (judge, _), found):
        place.check(NEURON, submission("a"))
        assert judge.news.wait(WAIT_S)
        for text in "bcd":
            place.check(NEURON, submission(text))
        assert not judge.is_stopped
        judge.may_start.set()
        judge.may_answer.set()
        until(lambda: len(found) == 2)
        assert [each.name for each in judge.asked] == ["a", "d"]


def test_the_same_text_again_waits_for_its_check(monkeypatch: pytest.MonkeyPatch) -> None:
    with room(monkeypatch) as (place, (judge, _), found):
        judge.may_start.set()
        place.check(NEURON, submission("a"))
        until(lambda: judge.asked != [])
        for _ in range(3):
            place.check(NEURON, submission("a"))
        assert not judge.is_stopped
        judge.may_answer.set()
        until(lambda: len(found) == 1)
        assert len(judge.asked) == 1


def test_another_topic_with_the_same_text_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of topics that have no module yet."""
    nothing = Submission("", {}, {})
    with room(monkeypatch) as (place, (judge, _), _):
        place.check(NEURON, nothing)
        assert judge.news.wait(WAIT_S)
        place.check(topics()[1], nothing)
        judge.may_start.set()
        judge.may_answer.set()
        until(lambda: len(judge.asked) == 2)


def test_another_text_takes_the_place_of_one_that_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with room(monkeypatch) as (place, (first, second), found):
        first.may_start.set()
        second.may_start.set()
        second.may_answer.set()
        place.check(NEURON, submission("a"))
        until(lambda: first.asked != [])
        place.check(NEURON, submission("b"))
        until(lambda: len(found) == 1)
        assert found[0].report is not None
        assert found[0].report.submission == "b at 0"

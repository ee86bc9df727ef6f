"""How an exercise of a submission stands, in one word for programs and a few for people."""

from typing import Literal

from grader.report.types import TopicResult

State = Literal["right", "wrong", "waits", "not_written", "missing", "unreadable", "not_judged"]

WORDS: dict[State, str] = {
    "right": "right",
    "wrong": "{passed} of {total} criteria passed",
    "waits": "waits for another exercise",
    "not_written": "not written yet",
    "missing": "no module",
    "unreadable": "cannot be read",
    "not_judged": "could not be judged",
}


def exercise_state(topic: TopicResult, exercise: str) -> State:
    """How one exercise of a topic stands."""
    outcomes = {each.outcome for each in topic.criteria if each.exercise == exercise}
    if topic.status == "missing":
        return "missing"
    if not outcomes or "grader_error" in outcomes:
        return "not_judged"
    if topic.problem is not None:
        return "unreadable"
    if outcomes == {"passed"}:
        return "right"
    if outcomes == {"not_implemented"}:
        return "not_written"
    if outcomes <= {"skipped", "not_implemented", "passed"}:
        return "waits"
    return "wrong"


def state_words(topic: TopicResult, exercise: str) -> str:
    """The same for people."""
    outcomes = [each.outcome for each in topic.criteria if each.exercise == exercise]
    words = WORDS[exercise_state(topic, exercise)]
    return words.format(passed=outcomes.count("passed"), total=len(outcomes))

"""The hints of an exercise, one step more each time."""

import msgspec

from grader.companion.progress import Place
from grader.curriculum import Topic

HEADING = "{topic}: {exercise}, hint {step} of {steps}"
MORE = "One step more: grader hint {topic}.{exercise}"
MORE_BY_KEY = "One step more: press h."
LAST = "That was the last hint. The lesson at the top of {topic}.py, and the memo: {memo}."


class Hints(msgspec.Struct, frozen=True):
    """What is shown of an exercise's hints.

    Attributes:
        heading: which hint this is.
        earlier: the steps that were read before.
        hint: the step that is new, or the last.
        then: where to go on.
    """

    heading: str
    earlier: tuple[str, ...]
    hint: str
    then: str


def hints_up_to(topic: Topic, place: Place, step: int, more: str = MORE) -> Hints:
    """An exercise's hints up to a step.

    Args:
        topic: whose exercise it is.
        place: the exercise.
        step: counted from 1, at most how many there are.
        more: says how to get the next one.
    """
    hints = topic.exercise(place.exercise).hints
    heading = HEADING.format(topic=topic.name, exercise=place.exercise, step=step, steps=len(hints))
    then = more if step < len(hints) else LAST
    words = then.format(topic=topic.name, exercise=place.exercise, memo=topic.memo)
    return Hints(heading, hints[: step - 1], hints[step - 1], words)

"""Progress, hints and explanations for the terminal. Pure."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.companion.hints import Hints
from grader.companion.progress import ExerciseProgress, Progress, TopicProgress, next_place
from grader.curriculum import Topic
from grader.report.plain import plain_line
from grader.report.states import WORDS
from grader.variants import Explanation

HEADINGS = ("Topic", "Exercise", "")
NEVER = "no progress yet"
UNKNOWN_STATE = "known to another version"
HINTS_READ = "{words}, hint {hints} of {steps}"
RIGHT_OF_ALL = "{right} of {total} exercises are right."
NEXT = "Next: {exercise} in {topic}.py. Then run: grader check {topic}"
ALL_RIGHT = "Every exercise is right. To hand in, run: grader pack"
EXPLAIN = "What is wrong with {exercise}: grader explain {identity}"
EXAMPLES_ONLY = "Only the examples were run: the hidden suites decide the grade."
MEMO = "See the memo: {memo}."

_MARKS = {"right": "✔", "wrong": "✘", "unreadable": "✘"}
_STYLES = {"right": "green", "wrong": "red", "unreadable": "red"}
_WAITING = "·"


def render_progress(progress: Progress, topics: Sequence[Topic]) -> RenderableType:
    """Where a student stands, topic by topic, and what is next."""
    parts: list[RenderableType] = [_table(progress, topics), Text()]
    parts += _recognised(progress, topics)
    checked = [progress.topic(topic.name) for topic in topics if progress.topic(topic.name).checked]
    if checked and not any(topic.hidden for topic in checked):
        parts.append(Text(EXAMPLES_ONLY, style="yellow"))
    parts.append(Text(_how_many(progress, topics)))
    return Group(*parts, Text(what_is_next(progress, topics), style="bold"))


def what_is_next(progress: Progress, topics: Sequence[Topic]) -> str:
    """The next exercise that is not right yet, or that there is none."""
    place = next_place(progress, topics)
    if place is None:
        return ALL_RIGHT
    return NEXT.format(topic=place.topic, exercise=place.exercise)


def render_hints(hints: Hints) -> RenderableType:
    """The steps read before, and the new one."""
    steps = Table.grid(padding=(0, 1))
    for number, each in enumerate(hints.earlier, start=1):
        steps.add_row(f"  {number}.", Text(each), style="dim")
    steps.add_row(f"  {len(hints.earlier) + 1}.", Text(hints.hint, style="yellow"))
    return Group(Text(hints.heading, style="bold"), steps, Text(hints.then, style="dim"))


def render_explanation(identity: str, explanation: Explanation, memo: str) -> RenderableType:
    """What a misconception's id stands for."""
    return Group(
        Text(identity, style="bold"),
        Padding(Text(explanation.seems), (0, 0, 0, 2), expand=False),
        Padding(Text(explanation.why), (0, 0, 0, 2), expand=False),
        Padding(Text(explanation.question, style="cyan"), (0, 0, 0, 2), expand=False),
        Text(MEMO.format(memo=memo), style="dim"),
    )


def _table(progress: Progress, topics: Sequence[Topic]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in HEADINGS[:2]:
        table.add_column(heading, no_wrap=True)
    table.add_column(HEADINGS[2])
    for topic in topics:
        known = progress.topic(topic.name)
        for place, exercise in enumerate(topic.exercises):
            name = Text(topic.name, style="bold") if place == 0 else ""
            at = progress.exercise(topic.name, exercise.name)
            title = f"{_MARKS.get(at.state, _WAITING)} {exercise.name}"
            words = _words(known, at, len(exercise.hints))
            style = _STYLES.get(at.state, "dim")
            table.add_row(name, Text(title, style=style), Text(words, style="dim"))
    return table


def _words(topic: TopicProgress, at: ExerciseProgress, steps: int) -> str:
    known = next((words for state, words in WORDS.items() if state == at.state), UNKNOWN_STATE)
    words = known.format(passed=at.passed, total=at.total) if topic.checked else NEVER
    return HINTS_READ.format(words=words, hints=at.hints, steps=steps) if at.hints else words


def _recognised(progress: Progress, topics: Sequence[Topic]) -> Iterator[RenderableType]:
    """Where to read about the wrong ideas that the last check recognised."""
    for topic in topics:
        for exercise in topic.exercises:
            at = progress.exercise(topic.name, exercise.name)
            for identity in at.misconceptions if at.state == "wrong" else ():
                words = EXPLAIN.format(exercise=exercise.name, identity=plain_line(identity))
                yield Text(words, style="cyan")


def _how_many(progress: Progress, topics: Sequence[Topic]) -> str:
    states = [
        progress.exercise(topic.name, e.name).state for topic in topics for e in topic.exercises
    ]
    return RIGHT_OF_ALL.format(right=states.count("right"), total=len(states))

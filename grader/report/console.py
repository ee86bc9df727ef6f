"""A report for the terminal: a table of exercises, then what is wrong with each."""

from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.report.plain import plain, plain_line
from grader.report.states import State, exercise_state, state_words
from grader.report.types import CriterionResult, ExerciseResult, Report, TopicResult

HEADINGS = ("Topic", "Exercise", "Points", "")
NO_POINTS = ("Topic", "Exercise", "")
CLASS_HEADING = "Submission"
SCORE = "Score"
TOTAL = "Total"
PRINTED = "While it was imported, {topic}.py printed:"

HINT = "Hint: {hint}"
REST_NOT_JUDGED = "What could be judged is right; the rest could not be judged here."
ALL_RIGHT = "All right."
EXAMPLES_ONLY = "Only the examples were run: the hidden suites decide the grade."


class NextStep(msgspec.Struct, frozen=True):
    """Sentences that say what to do next.

    Attributes:
        begin: where nothing is written yet.
        go_on: where an exercise is not right yet.
        mend: where a module cannot be imported.
        missing: where there is no module at all.
    """

    begin: str
    go_on: str
    mend: str
    missing: str


BY_COMMAND = NextStep(
    "Nothing is written yet. Open {topic}.py, write {exercise}, and run: grader check {topic}",
    "Next: {exercise} in {topic}.py. Then run: grader check {topic}",
    "Next: mend {topic}.py, so that it can be imported. Then run: grader check {topic}",
    "None of these modules is there. Name the folder that holds them with --from. In a notebook, "
    "run the cell that saves the module.",
)

ISOLATION = {
    "full": "Student code ran fully confined (isolation full).",
    "container": "Student code ran confined as far as a container allows (isolation container).",
    "none": "Student code ran in a process of its own, but not confined (isolation none).",
}

_MARK_OF: dict[State, str] = {
    "right": "right",
    "waits": "waiting",
    "not_written": "waiting",
    "missing": "waiting",
}
_STYLES = {"right": "green", "wrong": "red", "waiting": "dim"}
_MARKS = {"right": "✔", "wrong": "✘", "waiting": "·"}
_PRINTED_CHARS = 500


def render(report: Report) -> RenderableType:
    """One submission's report."""
    parts: list[RenderableType] = [render_findings(report), Text()]
    if report.score is None and _only_examples(report):
        parts.append(Text(EXAMPLES_ONLY, style="yellow"))
    parts.append(Text(next_step(report, BY_COMMAND), style="bold"))
    parts.append(Text(ISOLATION[report.run.isolation], style="dim"))
    return Group(*parts)


def render_findings(report: Report) -> RenderableType:
    """What was found: a table, then what is wrong with each exercise."""
    return Group(_table(report), *_explanations(report))


def next_step(report: Report, words: NextStep) -> str:
    """What to do next, in a sentence."""
    if all(topic.status == "missing" for topic in report.topics):
        return words.missing.format(topic=report.topics[0].name)
    for topic in report.topics:
        if topic.problem is not None and topic.status != "missing" and topic.criteria:
            return words.mend.format(topic=topic.name)
        for exercise in topic.exercises:
            outcomes = {e.outcome for e in topic.criteria if e.exercise == exercise.name}
            if outcomes - {"passed"}:
                begun = any(each.status == "graded" for each in report.topics)
                said = words.go_on if begun else words.begin
                return said.format(topic=topic.name, exercise=exercise.name)
    return _all_right(report)


def render_class(reports: Sequence[Report]) -> RenderableType:
    """A class: a row for each submission, a numbered column for each topic, and a legend."""
    table = Table(box=None, pad_edge=False)
    table.add_column(CLASS_HEADING, overflow="fold")
    for number, _ in enumerate(reports[0].topics, start=1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column(SCORE, justify="right", style="bold", no_wrap=True)
    for report in sorted(reports, key=lambda each: each.submission):
        cells = [Text(_points(topic.score), style=_shade(topic)) for topic in report.topics]
        table.add_row(Text(plain_line(report.submission)), *cells, _points(report.score))
    legend = [f"{number} {topic.name}" for number, topic in enumerate(reports[0].topics, start=1)]
    return Group(table, Text("\n" + ", ".join(legend), style="dim"))


def _table(report: Report) -> Table:
    """What is right, exercise by exercise; with points, unless the examples alone were run."""
    has_points = not _only_examples(report)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in HEADINGS if has_points else NO_POINTS:
        table.add_column(heading, no_wrap=heading != "")
    for topic in report.topics:
        for place, exercise in enumerate(topic.exercises):
            name = Text(topic.name, style="bold") if place == 0 else ""
            mark = _MARK_OF.get(exercise_state(topic, exercise.name), "wrong")
            title = Text(f"{_MARKS[mark]} {exercise.name}", style=_STYLES[mark])
            points = [_out_of(exercise.score, exercise.max_score)] if has_points else []
            words = Text(state_words(topic, exercise.name), style="dim")
            table.add_row(name, title, *points, words)
    if has_points:
        total = _out_of(report.score, report.max_score)
        table.add_row(Text(TOTAL, style="bold"), "", total, "")
    return table


def _explanations(report: Report) -> Iterator[RenderableType]:
    for topic in report.topics:
        if topic.note is not None:
            yield Text(topic.note, style="yellow")
        if topic.problem is not None and topic.status != "missing":
            yield _section(topic.name, [Text(plain(topic.problem))])
        if topic.printed and any(each.outcome not in _QUIET for each in topic.criteria):
            printed = Text(plain(topic.printed[:_PRINTED_CHARS].strip()), style="dim")
            yield _section(PRINTED.format(topic=topic.name), [printed])
        for exercise in topic.exercises:
            failed = [
                each
                for each in topic.criteria
                if each.exercise == exercise.name and each.outcome not in _QUIET and each.feedback
            ]
            if failed:
                yield _section(f"{topic.name}: {exercise.name}", list(_told(exercise, failed)))


_QUIET = ("passed", "not_implemented", "skipped")


def _told(exercise: ExerciseResult, failed: list[CriterionResult]) -> Iterator[RenderableType]:
    """The diagnosis, the first failing criterion in full, the others by their titles, a hint."""
    first, *others = failed
    if exercise.explanation:
        yield Padding(Text(exercise.explanation, style="cyan"), (0, 0, 1, 0))
    yield Text(first.title, style="bold")
    yield Padding(Text(plain(first.feedback or "")), (0, 0, 0, 2))
    for other in others:
        yield Text(f"{_MARKS['wrong']} {other.title}", style="dim")
    if exercise.hint:
        yield Text(HINT.format(hint=exercise.hint), style="yellow")


def _section(title: str, parts: list[RenderableType]) -> RenderableType:
    return Group(Text(), Rule(Text(title), align="left", style="dim"), *parts)


def _only_examples(report: Report) -> bool:
    suites = {each.suite for topic in report.topics for each in topic.criteria}
    return suites == {"examples"}


def _shade(topic: TopicResult) -> str:
    if topic.score is None or topic.status in ("missing", "unreadable"):
        return "red"
    if topic.score == topic.max_score:
        return "green"
    return "dim" if topic.status == "not_started" else "yellow"


def _points(score: float | None) -> str:
    return "–" if score is None else f"{score:g}"


def _out_of(score: float | None, max_score: float) -> str:
    """So that one stands below the other, with room for halves and a hundred."""
    return f"{_points(score):>4} / {max_score:g}"


def _all_right(report: Report) -> str:
    judged = report.score is not None or _only_examples(report)
    whole = judged and all(topic.criteria for topic in report.topics)
    return ALL_RIGHT if whole else REST_NOT_JUDGED

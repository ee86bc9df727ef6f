"""What the terminal shows of a report."""

import io

import pytest
from rich.console import Console, RenderableType

from grader.report import console
from grader.report.console import render, render_class
from grader.report.types import Outcome
from tests.report.made import criterion, report, topic

HOSTILE = "\x1b[2J\x1b]0;title\x07 \u202eabc\r [red]x[/red] [link=x]y[/link]"


def shown(renderable: RenderableType, width: int = 100) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=False).print(renderable)
    return stream.getvalue()


def test_everything_right_is_said_and_nothing_more() -> None:
    text = shown(render(report(topic(criterion("f"), criterion("g")))))
    assert "neuron" in text
    assert text.count("1 / 1") == 2
    assert "2 / 2" in text
    assert console.ALL_RIGHT in text


def test_the_feedback_of_a_failing_criterion_stands_below_the_table() -> None:
    failing = criterion("f", "failed", feedback="It gives 3, and should give 2.")
    text = shown(render(report(topic(failing, criterion("g")))))
    assert "f does its work." in text
    assert "It gives 3, and should give 2." in text
    assert "grader check neuron" in text


@pytest.mark.parametrize("outcome", ["failed", "errored", "timed_out", "crashed", "grader_error"])
def test_every_bad_outcome_is_explained(outcome: Outcome) -> None:
    failing = criterion("f", outcome, feedback="This is why.")
    assert "This is why." in shown(render(report(topic(failing))))


@pytest.mark.parametrize("outcome", ["not_implemented", "skipped"])
def test_what_is_not_judged_yet_makes_no_noise(outcome: Outcome) -> None:
    waiting = criterion("f", outcome, feedback="This is why.")
    assert "This is why." not in shown(render(report(topic(waiting))))


def test_untouched_stubs_give_a_first_step_and_no_noise() -> None:
    untouched = topic(criterion("f", "not_implemented"), status="not_started")
    text = shown(render(report(untouched)))
    assert console.BY_COMMAND.begin.format(topic="neuron", exercise="f") in text.replace("\n", " ")
    assert "✘" not in text


def test_a_modules_problem_is_told_once() -> None:
    broken = topic(
        criterion("f", "errored"),
        criterion("g", "errored"),
        status="unreadable",
        problem="Line 3 of neuron.py is not Python.",
    )
    text = shown(render(report(broken)))
    assert text.count("Line 3 of neuron.py is not Python.") == 1
    assert "grader check neuron" in text


def test_only_examples_are_no_score() -> None:
    example = criterion("f", suite="examples", max_points=0.0, points=0.0)
    text = shown(render(report(topic(example, score=None))))
    assert console.EXAMPLES_ONLY in text


def test_no_text_of_a_students_can_command_the_terminal() -> None:
    hostile = report(
        topic(
            criterion("f", "failed", feedback=HOSTILE),
            criterion("g", "errored", feedback=HOSTILE),
            printed=HOSTILE,
        ),
        topic(criterion("h", "errored"), name="mlp", status="unreadable", problem=HOSTILE),
        submission=HOSTILE,
    )
    for text in (shown(render(hostile)), shown(render_class([hostile]), width=300)):
        assert not set(text) & set("\x1b\x07\r\u202e")
        assert "[red]x[/red]" in text


def test_what_was_printed_is_cut() -> None:
    noisy = topic(criterion("f", "failed", feedback="x"), printed="spam " * 2000)
    assert len(shown(render(report(noisy)))) < 5000


def test_a_class_has_a_row_for_each_submission_in_the_order_of_names() -> None:
    reports = [
        report(topic(criterion("f")), submission="Zoë"),
        report(topic(criterion("f", "failed")), submission="Ada"),
        report(topic(criterion("f", "grader_error"), score=None), submission="Bob"),
    ]
    lines = shown(render_class(reports)).splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["Ada", "Bob", "Zoë"]
    assert lines[1].split()[1:] == ["0", "0"]
    assert lines[2].split()[1:] == ["–", "–"]
    assert lines[3].split()[1:] == ["1", "1"]
    assert "1 neuron" in lines[-1]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_any_terminal_is_wide_enough(width: int) -> None:
    failing = criterion("f", "failed", feedback="It gives 3.")
    assert "3." in shown(render(report(topic(failing))), width)
    assert shown(render_class([report(topic(failing))]), width)

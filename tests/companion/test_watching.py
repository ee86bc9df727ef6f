"""Watching as a pure step, and its pictures."""

import msgspec
import pytest

from grader.companion.events import (
    Check,
    Event,
    Failed,
    HintRead,
    Judged,
    Key,
    Order,
    Prepare,
    Quit,
    ReadHint,
    Saved,
)
from grader.companion.hints import hints_up_to
from grader.companion.progress import Place, Progress, with_report
from grader.companion.watch import parting
from grader.companion.watch_view import frame
from grader.companion.watching import Watched, begin, step
from grader.report.types import Report
from tests.companion.shown import shown
from tests.judges import topics
from tests.report.made import criterion, report, topic

NOW = "2026-01-01T00:00:00+00:00"


def right(name: str) -> Report:
    """The report of a topic that is all right."""
    exercises = next(each for each in topics() if each.name == name).exercises
    return report(topic(*(criterion(each.name) for each in exercises), name=name))


def wrong(name: str) -> Report:
    """The report of a topic whose first exercise is wrong."""
    (result,) = right(name).topics
    first, *others = result.criteria
    failed = msgspec.structs.replace(first, outcome="failed", feedback="It gives \x1b[2J.")
    return report(msgspec.structs.replace(result, criteria=(failed, *others)))


def judged(state: Watched, found: Report) -> Judged:
    return Judged(
        found.topics[0].name, found, with_report(state.progress, found, NOW), seconds=0.08
    )


def after(state: Watched, *events: Event) -> tuple[Watched, tuple[Order, ...]]:
    orders: tuple[Order, ...] = ()
    for event in events:
        state, orders = step(state, event)
    return state, orders


def begun() -> Watched:
    return begin(topics(), Progress())[0]


def test_it_begins_where_the_student_is() -> None:
    known = with_report(Progress(), right("neuron"), NOW)
    state, orders = begin(topics(), known)
    assert (state.topic.name, orders) == ("activations", (Check("activations"),))


def test_it_begins_also_where_nothing_is_left() -> None:
    known = Progress()
    for each in topics():
        known = with_report(known, right(each.name), NOW)
    state, orders = begin(topics(), known)
    state, orders = after(state, judged(state, right("neuron")))
    assert orders == ()
    assert "To hand in: q, then grader pack" in state.note


def test_the_parting_words_say_what_to_type_next() -> None:
    known = with_report(Progress(), right("neuron"), NOW)
    assert parting(known, topics()).startswith("1 of 9 topics are right.")
    for each in topics():
        known = with_report(known, right(each.name), NOW)
    assert parting(known, topics()).endswith("grader pack")


def test_a_save_is_checked_and_followed() -> None:
    state, orders = after(begun(), Saved("mlp"))
    assert (state.topic.name, orders) == ("mlp", (Check("mlp"),))


def test_it_moves_on_when_a_topic_is_right() -> None:
    state = begun()
    state, orders = after(state, judged(state, right("neuron")))
    assert (state.topic.name, orders) == ("activations", (Check("activations"),))
    assert state.note == "neuron is all right. On to activations."


def test_it_stays_where_something_is_wrong_and_warms_the_next_judge() -> None:
    state = begun()
    state, orders = after(state, judged(state, wrong("neuron")))
    assert (state.topic.name, orders) == ("neuron", (Prepare("activations"),))
    assert not state.is_checking


def test_it_stays_on_a_right_topic_that_the_student_went_to() -> None:
    state = begun()
    state, _ = after(state, judged(state, right("neuron")), Key("p"))
    state, orders = after(state, judged(state, right("neuron")))
    assert (state.topic.name, orders) == ("neuron", ())


def test_the_last_topic_leads_back_to_what_was_left_out() -> None:
    state, _ = after(begun(), Saved("validation"))
    state, orders = after(state, judged(state, right("validation")))
    assert (state.topic.name, orders) == ("neuron", (Check("neuron"),))


def test_an_older_check_of_another_topic_changes_only_the_progress() -> None:
    state, _ = after(begun(), Key("n"))
    later, orders = after(state, judged(state, wrong("neuron")), Failed("neuron", "Gone."))
    assert (later.topic.name, later.report, later.note, orders) == ("activations", None, "", ())


@pytest.mark.parametrize(
    ("keys", "name"), [("n", "activations"), ("p", "validation"), ("np", "neuron")]
)
def test_next_and_previous_go_round(keys: str, name: str) -> None:
    state, orders = after(begun(), *map(Key, keys))
    assert (state.topic.name, orders) == (name, (Check(name),))


def test_hints_are_asked_for_the_first_exercise_that_is_not_right() -> None:
    state = begun()
    state, _ = after(state, judged(state, wrong("neuron")))
    _, orders = after(state, Key("h"))
    assert orders == (ReadHint(Place("neuron", "weighted_sum")),)
    hints = hints_up_to(state.topic, Place("neuron", "weighted_sum"), 1)
    state, _ = after(state, HintRead(hints, state.progress))
    assert "hint 1 of 3" in picture(state)


def test_a_right_topic_has_no_next_hint() -> None:
    state = begun()
    state, _ = after(state, judged(state, right("neuron")), Key("p"))
    state, orders = after(state, judged(state, right("neuron")), Key("h"))
    assert orders == ()
    assert "grader hint neuron" in state.note


def test_q_quits_and_other_keys_do_nothing() -> None:
    assert after(begun(), Key("q"))[1] == (Quit(),)
    assert after(begun(), Key("ctrl-c"))[1] == (Quit(),)
    assert after(begun(), Key("é")) == (begun(), ())


def test_a_judge_that_fails_is_said_and_the_next_save_tries_again() -> None:
    state = begun()
    state, _ = after(state, judged(state, wrong("neuron")), Failed("neuron", "The judge is gone."))
    assert "The judge is gone." in picture(state)
    assert "Checked neuron.py" not in picture(state)
    assert "What is below was found before." in picture(state)
    assert after(state, Saved("neuron"))[1] == (Check("neuron"),)


def picture(state: Watched, columns: int = 80, rows: int = 40) -> str:
    made = frame(state, rows, lambda content: shown(content, columns).splitlines())
    assert len(made.lines) == rows
    assert max(map(len, made.lines)) <= columns
    return "\n".join(made.lines)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("rows", [5, 8, 24, 60])
@pytest.mark.parametrize("page", ["c", "l"])
def test_pictures_fit_any_window(columns: int, rows: int, page: str) -> None:
    state = begun()
    state, _ = after(state, judged(state, wrong("neuron")), Key(page))
    text = picture(state, columns, rows)
    assert "neuron" in text
    assert "\x1b" not in text


def test_a_picture_says_which_suites_were_run() -> None:
    state = begun()
    state, _ = after(state, judged(state, wrong("neuron")))
    assert "examples and hidden suites" in picture(state)
    examples = criterion("weighted_sum", "failed", suite="examples")
    state, _ = after(state, judged(state, report(topic(examples, score=None))))
    assert "examples only; the hidden suites decide the grade" in picture(state)
    state, _ = after(state, judged(state, report(topic(score=None))))
    assert "Checked neuron.py: it could not be judged." in picture(state)


def test_pages_scroll_and_stop_at_their_ends() -> None:
    state, _ = after(begun(), Key("l"), *[Key("down")] * 99)
    made = frame(state, 12, lambda content: shown(content).splitlines())
    assert "above" in made.lines[-2]
    assert "below" not in made.lines[-2]
    state = msgspec.structs.replace(state, top=made.top)
    state, _ = after(state, Key("up"))
    assert "3 lines below" in picture(state, rows=12)
    state, _ = after(state, *[Key("page-up")] * 9)
    assert state.top == 0

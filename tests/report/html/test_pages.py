"""What stands on a submission's page and on the class's, without a browser."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from grader.report.cohort.entries import entry_of, plan_of
from grader.report.cohort.similarity import Pair
from grader.report.html.class_view import BROKEN, LOST, PAIRS_SHOWN, class_view
from grader.report.html.pages import render_class_page, render_submission_page
from grader.report.html.submission_view import submission_view
from grader.report.plain import is_harmless
from grader.report.types import Override, Report
from grader.submission import HandIn, Submission
from tests.report.made import criterion, report, topic

SOURCE = b"def weighted_sum(x, w, b):\n    return x @ w\n"


def page(made: Report, hand_in: HandIn | None = None, source: bytes = SOURCE) -> str:
    submission = Submission(made.submission, {"neuron": source}, {}, hand_in)
    return render_submission_page(submission_view(made, submission))


def wrong(**more: object) -> Report:
    feedback = "weighted_sum(x=1)\nIt gives 2, and should give 3.\nline 2 of neuron.py: return"
    failed = criterion("weighted_sum", "failed", feedback=feedback, **more)
    made = topic(failed, criterion("layer"))
    told = replace(made.exercises[0], explanation="No bias.\nWhy?", hint="Add b.")
    return report(replace(made, exercises=(told, made.exercises[1])))


def test_a_failed_exercise_has_all_that_helps() -> None:
    """Diagnosis, counterexample, the student's own line, the next hint, and what is understood."""
    text = page(wrong())
    for words in ("No bias.", "weighted_sum(x=1)", "It gives 2, and should give 3.", "Add b."):
        assert words in text
    assert 'class="line marked" data-number="2">    return x @ w' in text
    understood = text[text.index("What you have understood") : text.index("Where to go on")]
    assert "layer" in understood
    assert "weighted_sum" not in understood


def test_an_instructors_decision_is_shown_as_such() -> None:
    text = page(wrong(override=Override(0.0, "Agreed in class.")))
    assert "Your instructor decided on 0 instead of 0 points: Agreed in class." in text


def test_how_it_was_handed_in_is_said() -> None:
    text = page(wrong(), HandIn(late=True, attempts=("a", "b", "c"), attempt=3))
    assert "It was handed in late." in text
    assert "This is attempt 3 of 3." in text
    assert "Neuron.py is read" in page(wrong(), HandIn(notes=("Neuron.py is read as neuron.py.",)))


def test_the_same_report_gives_the_same_page() -> None:
    assert page(wrong()) == page(wrong())
    assert class_page(wrong()) == class_page(wrong())


def class_page(*reports: Report) -> str:
    entries = [entry_of(each, f"{each.submission}.html", None) for each in reports]
    return render_class_page(class_view(plan_of(reports[0]), entries, (), {}))


def test_of_very_many_similar_pairs_the_most_telling_are_shown() -> None:
    entries = [entry_of(replace(wrong(), submission=name), f"{name}.html", None) for name in "ab"]
    pairs = [Pair("a", "b", 12, 1.0, ("neuron",))] * (PAIRS_SHOWN + 3)
    view = class_view(plan_of(wrong()), entries, pairs, {})
    assert (len(view.pairs), view.more_pairs) == (PAIRS_SHOWN, 3)
    assert "And 3 more pairs" in render_class_page(view)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_small_class_has_a_page(count: int) -> None:
    """Where there is nothing to tell, as with one submission's reliability, a dash says so."""
    text = class_page(*(replace(wrong(), submission=f"s{n}") for n in range(count)))
    assert text.count("<bdi>s0</bdi>") >= 1
    assert "nan" not in text


def test_a_class_without_marks_has_a_page() -> None:
    """Examples alone, or a grader that failed: no score is made up."""
    made = topic(criterion("weighted_sum", "grader_error"), score=None)
    exercise = replace(made.exercises[0], score=None)
    text = class_page(report(replace(made, exercises=(exercise,)), score=None))
    assert "no mark" in text


def test_a_class_in_mid_course_is_told_apart_by_what_is_true_of_each() -> None:
    """Who has one topic of two, who has a module that fails, and who has none at all."""
    right, failing = wrong().topics[0], replace(wrong().topics[0], problem="Importing it fails.")
    missing = topic(criterion("relu"), name="activations", status="missing", problem="None there.")
    lost = replace(right, status="missing", problem="None there.")
    reports = [
        report(first, missing, submission=name)
        for name, first in {"begun": right, "broken": failing, "lost": lost}.items()
    ]
    entries = [entry_of(each, f"{each.submission}.html", None) for each in reports]
    view = class_view(plan_of(reports[0]), entries, (), {})
    assert {row.name: row.notes for row in view.rows} == {
        "begun": (),
        "broken": (BROKEN,),
        "lost": (LOST,),
    }
    assert [row.name for row in view.rows if "look" in row.kinds] == ["broken", "lost"]
    assert [why for _, why in view.to_look_at] == ["Importing it fails.", LOST]


def test_a_page_asks_for_nothing_else() -> None:
    """No address of another file or host: only places in it and in the class's own folder."""
    for text in (page(wrong()), class_page(wrong())):
        found = re.findall(r"""(?:src|href)=["']?([^"'\s>]*)""", text)
        assert [each for each in found if not each.startswith(("#", "reports/", "data:"))] == []
        assert "@import" not in text
        assert "default-src 'none'" in text


@settings(deadline=None, max_examples=30)  # each draws charts
@given(st.text(max_size=60))
def test_any_text_of_a_student_is_harmless(text: str) -> None:
    """Whatever they name, print or raise: no element, and nothing that changes how others look."""
    made = wrong()
    hostile = f"<b>{text}</b>"
    failed = replace(made.topics[0].criteria[0], feedback=hostile)
    changed = replace(made.topics[0], criteria=(failed,), problem=hostile, printed=hostile)
    changed_report = replace(made, submission=hostile, topics=(changed,))
    source = f"def weighted_sum():\n    {text}".encode("utf-8", "replace")
    for shown in (page(changed_report, source=source), class_page(changed_report)):
        assert "<b>" not in shown
        assert all(is_harmless(each) for each in shown)

"""What is shown of a verification: on the terminal, as a page, as JSON."""

import io
from typing import Any

import msgspec
import pytest
from rich.console import Console

from grader.report.matrix import first_failures, matrix, total
from grader.report.verification import render_verification
from grader.report.verification_page import render_verification_page
from grader.report.verification_types import (
    Clause,
    Entry,
    Failure,
    Finding,
    TopicVerification,
    Tried,
    Verification,
)

HOSTILE = "<script>alert(1)</script>\x1b[2J [red]x[/red]"
CLAUSE = Clause("test_f", "It does its work.", "f", "hidden", 1.5, 0, "")
KILLED = Tried("f", "operator", 3, "x + 1", "x - 1", 1, ("test_f",), False, None)
EQUAL = Tried("f", "constant", 3, "x + 0", "x + 1", 1, (), False, "It is the same.")


def failure(mend: str = "Mend it.", what: str = "It is broken.") -> Failure:
    return Failure("grader/topics/small/test_hidden.py", what, mend)


def topic(*findings: Finding, name: str = "small", **more: Any) -> TopicVerification:
    return TopicVerification(
        **{"name": name, "findings": findings, "entries": (), "clauses": (CLAUSE,), **more}
    )


def verification(*topics: TopicVerification) -> Verification:
    return Verification(kit="0.1.0", seeds=2, topics=topics)


def shown(of: Verification, width: int = 120) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=False).print(render_verification(of))
    return stream.getvalue()


def test_a_cell_says_how_many_of_how_many() -> None:
    (row,) = matrix(verification(topic(Finding("stub", 1, 1), Finding("caught", 3, 4))))
    assert [cell.text for cell in row.cells[:5]] == ["–", "✔", "–", "–", "3/4"]


def test_a_cell_is_red_for_what_fails_not_for_what_is_explained() -> None:
    found = [Finding("mutants", 9, 10), Finding("caught", 3, 4, (failure(),))]
    (row,) = matrix(verification(topic(*found)))
    assert (row.cells[4].state, row.cells[9].state) == ("fails", "holds")


def test_several_topics_are_summed() -> None:
    topics = [topic(Finding("caught", 3, 4), name="one"), topic(Finding("caught", 5, 5))]
    assert total(verification(*topics)).cells[4].text == "8/9"


def test_the_first_failure_of_each_kind_is_shown_and_the_others_are_counted() -> None:
    failures = (failure(what="First."), failure(what="Second."), failure("Do other.", "Third."))
    found = first_failures([Finding("caught", 0, 3, failures)])
    assert [(each.failure.what, each.more) for each in found] == [("First.", 1), ("Third.", 0)]


def test_the_terminal_shows_file_and_mend() -> None:
    text = shown(verification(topic(Finding("caught", 0, 1, (failure(),)))))
    for words in ("grader/topics/small/test_hidden.py", "It is broken.", "Mend it."):
        assert words in text


def test_the_terminal_lists_criteria_for_a_single_topic_only() -> None:
    assert "It does its work." in shown(verification(topic()))
    assert "It does its work." not in shown(verification(topic(), topic(name="other")))


def test_the_matrix_of_a_long_name_fits_80_columns() -> None:
    full = [Finding("caught", 58, 58), Finding("needed", 25, 25), Finding("mutants", 150, 153)]
    text = shown(verification(topic(*full, name="gradient_step")), width=80)
    assert all(cell in text for cell in ("58/58", "25/25", "150/153"))


def test_what_stays_says_why() -> None:
    clause = msgspec.structs.replace(CLAUSE, stays="The contract says so.")
    assert "The contract says so." in shown(verification(topic(clauses=(clause,))))


def test_the_mutation_score_is_told_before_reasons() -> None:
    text = shown(verification(topic(mutants=(KILLED, KILLED, KILLED, EQUAL))))
    assert "3 of 4 mutants are killed (75.0%); survivors with a reason: 1." in text


@pytest.mark.parametrize("width", [20, 80, 200])
def test_any_terminal_is_wide_enough(width: int) -> None:
    assert shown(verification(topic(Finding("caught", 0, 1, (failure(),)))), width)


def test_no_text_commands_the_terminal_or_the_page() -> None:
    entry = Entry("small.idea", "f", 3, (HOSTILE,))
    mutant = msgspec.structs.replace(KILLED, before=HOSTILE)
    found = verification(
        topic(
            Finding("caught", 0, 1, (failure(HOSTILE, HOSTILE),)),
            entries=(entry,),
            mutants=(mutant,),
            notes=(HOSTILE,),
        )
    )
    assert "\x1b" not in shown(found)
    page = render_verification_page(found)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_needs_no_other_file_and_has_a_dark_side() -> None:
    page = render_verification_page(verification(topic(mutants=(EQUAL,))))
    assert "prefers-color-scheme: dark" in page
    assert not any(word in page for word in ("http:", "https:", "src=", "<link", "@import"))
    assert "It is the same." in page


def test_json_is_the_verification_and_nothing_else() -> None:
    found = verification(topic(Finding("caught", 1, 1), mutants=(EQUAL,)))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Verification) == found

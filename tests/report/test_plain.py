"""No text of a student's can move the cursor, colour the screen or turn a line around."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.plain import plain, plain_line

HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
KEPT = set("\n\t\u200c\u200d\ufe0f")
ANY = st.text(
    st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]) | st.just("\n")
)


def harmful(text: str) -> set[str]:
    return {each for each in text if unicodedata.category(each) in HARMFUL} - KEPT


@given(ANY)
def test_no_control_or_formatting_character_survives(text: str) -> None:
    assert not harmful(plain(text))


@given(ANY)
def test_one_line_stays_one_line(text: str) -> None:
    assert not harmful(plain_line(text))
    assert len(plain_line(text).splitlines()) <= 1


@given(st.text(st.characters(exclude_categories=sorted(HARMFUL))))
def test_harmless_text_is_left_alone(text: str) -> None:
    assert plain(text) == text


@given(ANY)
def test_what_is_plain_stays_as_it_is_and_can_be_written(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    plain(text).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\rb", r"a\rb"),
        ("a\x08b", r"a\x08b"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2066b", r"a\u2066b"),
        ("\ud800", r"\ud800"),
        ("two\nlines\tapart", "two\nlines\tapart"),
        ("é 🌱 界 👩‍🔬", "é 🌱 界 👩‍🔬"),
    ],
)
def test_what_is_harmful_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown

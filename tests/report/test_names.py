"""Every submission gets a file name of its own that no file system trips over."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.names import FileNames, safe_name

MEANT = st.text() | st.text(alphabet="aAäÄßﬁſsS.- \u0301İı_1", max_size=8)
TRICKY = ["", ".", "..", "...", " ", "a.", "a ", ".hidden", "-", "a/b", "a\\b", "C:", "a\0b"]
RESERVED = ["CON", "con", "Nul.txt", "COM1", "lpt9.csv", "prn", "AUX", "com¹"]


def as_seen_without_case(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def holds(name: str) -> None:
    """All that a safe name must be."""
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name.isprintable()
    assert name == Path(name).name
    assert name.strip(". ") == name.rstrip(". ") == name
    assert len(f"{name}-99999.json".encode()) <= 255


@given(MEANT)
def test_any_text_becomes_a_safe_name(text: str) -> None:
    holds(safe_name(text))


@pytest.mark.parametrize("text", [*TRICKY, *RESERVED, "界" * 300, "x" * 300, "e\u0301" * 200])
def test_a_tricky_text_becomes_a_safe_name(text: str) -> None:
    holds(safe_name(text))


def test_a_name_of_very_many_dots_is_made_safe_too() -> None:
    """A million: whoever looked from each of them for the name's end would not come to one."""
    holds(safe_name("a" + ". " * 500_000 + "b"))


@pytest.mark.parametrize("text", RESERVED)
def test_a_name_that_windows_keeps_for_itself_is_changed(text: str) -> None:
    assert safe_name(text).casefold() != text.casefold()


@pytest.mark.parametrize(
    "text", ["Ada", "Ada Lovelace", "Chloé", "group-2 (late)", "界", "a.b@c+d"]
)
def test_an_ordinary_name_is_left_alone(text: str) -> None:
    assert safe_name(text) == text


@given(st.lists(MEANT | st.sampled_from([*TRICKY, *RESERVED, "a", "A", "a-2", "A-2", "a-2-2"])))
def test_names_are_unique_also_where_case_does_not_count(texts: list[str]) -> None:
    names = FileNames()
    given_names = [names.name_for(text) for text in texts]
    for name in given_names:
        holds(name)
    assert len({as_seen_without_case(name) for name in given_names}) == len(texts)


def test_long_names_that_begin_alike_are_told_apart() -> None:
    names = FileNames()
    given_names = {names.name_for("x" * 300 + str(number)) for number in range(30)}
    assert len(given_names) == 30


@given(st.lists(MEANT, max_size=10))
def test_names_are_the_same_in_every_run(texts: list[str]) -> None:
    one, other = FileNames(), FileNames()
    assert [one.name_for(each) for each in texts] == [other.name_for(each) for each in texts]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_a_name_can_be_written_as_a_file(tmp_path_factory: object, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("names")  # type: ignore[attr-defined]
    names = FileNames()
    for text in texts:
        (folder / f"{names.name_for(text)}.json").write_text("whole")
    assert len(list(folder.iterdir())) == len(texts)

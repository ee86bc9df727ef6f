"""Misconceptions and unusual answers are read as text and put in an exercise's place."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from grader.variants import Explanation, VariantError, put_into, read_misconceptions, read_unusual

ENTRIES = '''
"""Wrong ideas."""

raise SystemExit("never run")

from grader.variants import misconception, unusual


@misconception("small.one", seems="It seems.", why="Since.", question="What?")
def f(x):
    return x + 1  # not x


def not_an_entry(x):
    return x


@misconception("small.one")
def f(x):
    return 1 + x


@misconception("small.two", seems="So.", why="Thus.", question="How?")
class C:
    def a(self):
        return 3
'''

SOLUTION = '''
"""Lesson."""

CONSTANT = 1


def f(x):
    """Doc."""
    # BEGIN SOLUTION
    return x
    # END SOLUTION


class C:
    def a(self):
        # BEGIN SOLUTION
        return 1
        # END SOLUTION


def last(x):
    return x
'''


def entries(tmp_path: Path, text: str = ENTRIES) -> Path:
    file = tmp_path / "misconceptions.py"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def test_entries_are_read_without_being_run(tmp_path: Path) -> None:
    found = read_misconceptions(entries(tmp_path))
    assert [(each.identity, each.exercise) for each in found] == [
        ("small.one", "f"),
        ("small.one", "f"),
        ("small.two", "C"),
    ]
    assert found[0].source == "def f(x):\n    return x + 1  # not x"


def test_every_implementation_of_an_idea_has_its_texts(tmp_path: Path) -> None:
    one, again, two = read_misconceptions(entries(tmp_path))
    assert one.explanation == again.explanation == Explanation("It seems.", "Since.", "What?")
    assert two.explanation == Explanation("So.", "Thus.", "How?")


def test_unusual_answers_need_no_texts(tmp_path: Path) -> None:
    text = '@unusual("with a loop")\ndef f(x):\n    return x\n'
    (entry,) = read_unusual(entries(tmp_path, text))
    assert (entry.identity, entry.exercise, entry.explanation) == ("with a loop", "f", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('@misconception("small.one")\ndef f(x): ...\n', "the first entry of small.one must"),
        ('@misconception("a" + b)\ndef f(x): ...\n', "plain strings"),
        ("@misconception()\ndef f(x): ...\n", "plain strings"),
        ('@misconception("a", seems=f"{x}")\ndef f(x): ...\n', "plain strings"),
        ('@misconception("a", seems="x")\ndef f(x): ...\n', "line 2"),
        ('@misconception("a", sems="x", why="", question="")\ndef f(x): ...\n', "line 2"),
        ("def f(:\n", "line 1"),
    ],
)
def test_a_bad_entry_is_refused_with_file_line_and_fault(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(VariantError) as caught:
        read_misconceptions(entries(tmp_path, text))
    assert "misconceptions.py: line " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("place", [0, 2])
def test_an_entry_takes_the_place_of_its_exercise_alone(tmp_path: Path, place: int) -> None:
    entry = read_misconceptions(entries(tmp_path))[place]
    text = put_into(SOLUTION, entry)
    before, after = ast.parse(SOLUTION).body, ast.parse(text).body
    assert [getattr(each, "name", "") for each in after] == ["", "", "f", "C", "last"]
    for old, new in zip(before, after, strict=True):
        is_replaced = getattr(old, "name", "") == entry.exercise
        assert (ast.dump(old) != ast.dump(new)) is is_replaced
    assert entry.source in text


def test_an_entry_of_no_exercise_is_refused(tmp_path: Path) -> None:
    (entry, *_) = read_misconceptions(entries(tmp_path))
    with pytest.raises(VariantError, match=r"misconceptions\.py: line .*no exercise f in"):
        put_into("def g(x): ...\n", entry)

"""Topics made for a test, in a folder of their own: with small limits, or with faults."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from grader.curriculum import TOPICS_FOLDER, Topic, load_curriculum

SMALL_LIMITS = "\n[limits]\ncall_s = 0.8\nload_s = 1.5\nexercise_s = 2.0\n"

TOML = """
number = 1
title = "Small"
memo = "Nothing"
library = "numpy"

[[exercises]]
name = "double"
points = 2
hints = ["a", "b", "c"]

[[exercises]]
name = "shout"
points = 1
hints = ["a", "b", "c"]
"""

HIDDEN = '''
"""Hidden suite of a small topic."""

from grader.judge.suite import assert_close, assert_equal, assert_raises, core, criterion


@core("double", points=1)
def test_doubles(student, draw):
    """Twice the number."""
    x = draw.scalar()
    assert_close(student.double(x), 2 * x)


@criterion("double", points=1)
def test_doubles_nothing(student):
    """Twice nothing is nothing."""
    assert_close(student.double(0.0), 0.0)


@core("shout", points=1)
def test_shouts(student):
    """In capitals."""
    assert_equal(student.shout("ah"), "AH")
'''

RIGHT = """\
def double(x):
    return 2 * x

def shout(text):
    return text.upper()
"""


def make_topic(folder: Path, toml: str = TOML, **suites: str) -> tuple[Topic, ...]:
    """Write a topic `small`, and read it as the curriculum.

    Args:
        folder: becomes the topics' folder.
        toml: its `topic.toml`.
        suites: `hidden`, `examples`: the text of its suites; the hidden one above without any.
    """
    home = folder / "small"
    home.mkdir(parents=True)
    (home / "topic.toml").write_text(dedent(toml), encoding="utf-8")
    for kind, text in (suites or {"hidden": HIDDEN}).items():
        (home / f"test_{kind}.py").write_text(dedent(text), encoding="utf-8")
    return load_curriculum(folder)


def copy_topics(folder: Path, names: Sequence[str]) -> tuple[Topic, ...]:
    """Copy topics of the course, with limits so small that tests need not wait."""
    for name in names:
        shutil.copytree(
            TOPICS_FOLDER / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
        with (folder / name / "topic.toml").open("a", encoding="utf-8") as stream:
            stream.write(SMALL_LIMITS)
    return load_curriculum(folder)

"""A small topic with everything that an author writes, to be broken one thing at a time."""

from pathlib import Path
from typing import Any

import msgspec

from grader.authoring.gate import verify_topic
from grader.authoring.material import Material, gather
from grader.report.verification_types import Check, Failure, Finding, TopicVerification
from grader.stubs import make_stub
from grader.variants import Explanation, Variant
from tests.topic_copies import HIDDEN, make_topic

EXAMPLES = '''
"""Examples of a small topic."""

from grader.judge.suite import assert_close, example


@example("double")
def test_doubles_one(student):
    """Twice one is two."""
    assert_close(student.double(1.0), 2.0)
'''

SOLUTION = '''\
"""A lesson."""


def double(x):
    """Twice x."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


def shout(text):
    """In capitals."""
    # BEGIN SOLUTION
    return text.upper()
    # END SOLUTION
'''

ONCE = "def double(x):\n    return x"
LOUDER = "def shout(text):\n    return text.upper() + '!'"
NOTHING_IS_ONE = "def double(x):\n    return 2 * x if x else 1.0"
SUMMED = "def double(x):\n    return x + x"


def variant(source: str, identity: str = "small.idea", line: int = 1) -> Variant:
    """An entry of either kind."""
    exercise = source.removeprefix("def ").partition("(")[0]
    return Variant(identity, exercise, source, Explanation("", "", ""), Path("catalogue.py"), line)


def small(folder: Path, hidden: str = HIDDEN, examples: str = EXAMPLES, **changes: Any) -> Material:
    """A topic of which everything holds that can hold for so small a one, save the changes."""
    (topic,) = make_topic(folder / "topics", hidden=hidden, examples=examples)
    wrong = (variant(ONCE, line=1), variant(LOUDER, line=2), variant(NOTHING_IS_ONE, line=3))
    sound = {
        "solution": SOLUTION,
        "stub": make_stub(changes.get("solution", SOLUTION), "small.py"),
        "wrong": wrong,
        "unusual": (variant(SUMMED),),
    }
    return msgspec.structs.replace(gather(topic), **{**sound, **changes})


def verified(material: Material, seeds: int = 1) -> TopicVerification:
    """What the gate finds of it."""
    return verify_topic(material, seeds)


def finding(of: TopicVerification, check: Check) -> Finding:
    """What became of one check."""
    return next(each for each in of.findings if each.check == check)


def failures(of: TopicVerification, check: Check) -> tuple[Failure, ...]:
    """What fails of one check."""
    return finding(of, check).failures

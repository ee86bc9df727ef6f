"""A report in words, for platforms that show text."""

import io
import re

from rich.console import Console

from grader.report.console import render
from grader.report.plain import plain_line
from grader.report.types import CriterionResult, Report

COMMENT = "{score:g} of {max_score:g} points. {topics}."
TOPIC = "{name} {score} of {max_score:g}"
DECIDED = 'Your instructor decided that {name} counts {points:g} of {max_points:g}: "{reason}"'
NO_MARK = "no mark"
WIDTH = 88

_NUMBER = r"\d[\d.e+]*"
_TOPIC = rf"\w+ (?:{_NUMBER}|{NO_MARK}) of {_NUMBER}"
_DECIDED = rf'Your instructor decided that \S+ counts {_NUMBER} of {_NUMBER}: ".*"'
# the shape of COMMENT, with TOPIC in it, and from the first DECIDED to the end of the last
_COMMENT = re.compile(rf"{_NUMBER} of {_NUMBER} points\. {_TOPIC}(?:, {_TOPIC})*\.(?: {_DECIDED})?")


def comment(report: Report) -> str:
    """A report in one line: the score and each topic's, and what the instructor decided."""
    topics = ", ".join(
        TOPIC.format(name=each.name, score=_points(each.score), max_score=each.max_score)
        for each in report.topics
    )
    score = 0.0 if report.score is None else report.score
    words = COMMENT.format(score=score, max_score=report.max_score, topics=topics)
    return " ".join([words, *map(decided, _decided(report))])


def is_comment(text: str) -> bool:
    """Whether a text is such a comment, of this report or an earlier one, and nothing besides."""
    return _COMMENT.fullmatch(text) is not None


def in_words(report: Report) -> str:
    """A whole report as plain text."""
    text = io.StringIO()
    Console(file=text, width=WIDTH, color_system=None, force_terminal=False).print(render(report))
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    return "\n".join([*lines, *map(decided, _decided(report))]) + "\n"


def decided(criterion: CriterionResult) -> str:
    """An instructor's decision about a criterion, in a sentence."""
    assert criterion.override is not None
    return DECIDED.format(
        name=criterion.name,
        points=criterion.points,
        max_points=criterion.max_points,
        reason=plain_line(criterion.override.reason),
    )


def _decided(report: Report) -> list[CriterionResult]:
    return [each for topic in report.topics for each in topic.criteria if each.override]


def _points(score: float | None) -> str:
    return NO_MARK if score is None else f"{score:g}"

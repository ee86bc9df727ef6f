"""Gradescope: a report as the `results.json` that its autograder harness takes.

As its autograder specification has it: a `score` for the whole, else each test's; in a test,
`score`, `max_score`, `status` (`passed` or `failed`), `name`, `number`, `output` with an
`output_format`, and `visibility`. Standard output is for instructors only.
"""

from typing import Any

import msgspec

from grader.classroom.exports.words import comment, decided
from grader.report.plain import plain
from grader.report.types import CriterionResult, Report, TopicResult

NUMBER = "{topic}.{criterion}"
NAME = "{topic}, {exercise}: {title}"
PROBLEM = "{topic}: {problem}"


def results(report: Report) -> bytes:
    """A report as `results.json`.

    Args:
        report: with a score; without one, Gradescope is to be told that grading failed.
    """
    assert report.score is not None
    problems = [
        PROBLEM.format(topic=topic.name, problem=plain(topic.problem))
        for topic in report.topics
        if topic.problem
    ]
    notes = map(plain, report.hand_in.notes if report.hand_in else ())
    content = {
        "score": report.score,
        "output": "\n".join([comment(report), *problems, *notes]),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(topic, criterion, NUMBER.format(topic=at, criterion=count))
            for at, topic in enumerate(report.topics, start=1)
            for count, criterion in enumerate(topic.criteria, start=1)
        ],
        "extra_data": {"run": msgspec.to_builtins(report.run)},
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1)


def _test(topic: TopicResult, criterion: CriterionResult, number: str) -> dict[str, Any]:
    output = [plain(criterion.feedback)] if criterion.feedback else []
    output += [decided(criterion)] if criterion.override else []
    return {
        "name": NAME.format(topic=topic.name, exercise=criterion.exercise, title=criterion.title),
        "number": number,
        "score": criterion.points,
        "max_score": criterion.max_points,
        "status": "passed" if criterion.outcome == "passed" else "failed",
        "output": "\n".join(output),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"outcome": criterion.outcome, "misconception": criterion.misconception},
    }

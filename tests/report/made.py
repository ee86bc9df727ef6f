"""Reports made by hand."""

from typing import Any

from grader.report.types import CriterionResult, ExerciseResult, Outcome, Report, Run, TopicResult

RUN = Run("0.1.0", "sha256:0", 0, "none", "3.11.7", None)


def criterion(exercise: str, outcome: Outcome = "passed", **more: Any) -> CriterionResult:
    return CriterionResult(
        **{
            "name": f"test_{exercise}",
            "title": f"{exercise} does its work.",
            "exercise": exercise,
            "suite": "hidden",
            "points": 1.0 if outcome == "passed" else 0.0,
            "max_points": 1.0,
            "outcome": outcome,
            **more,
        }
    )


def topic(*criteria: CriterionResult, name: str = "neuron", **more: Any) -> TopicResult:
    names = list(dict.fromkeys(each.exercise for each in criteria))
    exercises = tuple(
        ExerciseResult(
            each,
            sum(c.points for c in criteria if c.exercise == each),
            sum(c.max_points for c in criteria if c.exercise == each),
        )
        for each in names
    )
    return TopicResult(
        **{
            "name": name,
            "title": f"About {name}",
            "score": sum(each.points for each in criteria),
            "max_score": sum(each.max_points for each in criteria),
            "status": "graded",
            "problem": None,
            "exercises": exercises,
            "criteria": criteria,
            **more,
        }
    )


def report(*topics: TopicResult, submission: str = "someone", **more: Any) -> Report:
    scores = [each.score for each in topics]
    return Report(
        **{
            "submission": submission,
            "score": None if None in scores else sum(filter(None, scores)),
            "max_score": sum(each.max_score for each in topics),
            "run": RUN,
            "topics": topics,
            **more,
        }
    )

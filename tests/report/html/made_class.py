"""A class made by hand, with its pages written as `grader grade` writes them."""

import random
from pathlib import Path

from msgspec.structs import replace

from grader.classroom.folder import ReportsFolder
from grader.classroom.pages import write_pages
from grader.curriculum import load_curriculum
from grader.report.types import Outcome, Report, TopicResult
from grader.submission import HandIn, Submission
from tests.report.made import criterion, report, topic

HOSTILE = "</script><script>throw 1</script><img src=x onerror=throw> \u202egrade \x1b[31m"
TOPICS = ("neuron", "activations", "propagation", "gradient_step")
EXERCISES = {
    "neuron": ("weighted_sum", "neuron"),
    "activations": ("relu", "sigmoid"),
    "propagation": ("forward", "backward"),
    "gradient_step": ("mse_gradient", "gradient_step"),
}
CODE = """# {name}
def weighted_sum(x, w, b):
    \"\"\"Weighted sum.

    More words.
    \"\"\"
    return x @ w


def neuron(x, w, b, activation):
    return activation(weighted_sum(x, w, b))
"""


def make_class(out: Path, count: int) -> Path:
    """Write a class's reports and pages, and return the class's page."""
    drawn = random.Random(5)
    submissions = [_submission(number) for number in range(count)]
    folder = ReportsFolder(out, [each.name for each in submissions])
    for number, submission in enumerate(submissions):
        folder.write(_report(submission, number, drawn))
    return write_pages(out, folder, submissions, load_curriculum()[:4])


def _submission(number: int) -> Submission:
    name = HOSTILE if number == 0 else f"Zoë Student {number:04d}"
    hand_in = HandIn(is_absent=number == 1, late=number == 2, attempts=("a", "b"), attempt=2)
    sources = {} if number == 1 else {"neuron": CODE.format(name=name).encode()}
    return Submission(name, sources, {}, hand_in)


def _report(submission: Submission, number: int, drawn: random.Random) -> Report:
    if number == 1:
        topics = [_missing(name) for name in TOPICS]
    else:
        topics = [_graded(name, number, drawn) for name in TOPICS]
    return report(*topics, submission=submission.name)


def _graded(name: str, number: int, drawn: random.Random) -> TopicResult:
    outcomes: list[Outcome] = ["passed", "failed", "errored", "skipped", "not_implemented"]
    weights = [1 + number % 7, 1, 1, 1, 1]
    criteria = []
    for exercise in EXERCISES[name]:
        outcome = drawn.choices(outcomes, weights)[0]
        words = f"{exercise}(x=1)\nIt gives {HOSTILE}.\nline 7 of {name}.py: {HOSTILE}"
        is_wrong = outcome in ("failed", "errored")
        criteria.append(criterion(exercise, outcome, feedback=words if is_wrong else None))
    made = topic(*criteria, name=name)
    return _diagnosed(made, number)


def _diagnosed(made: TopicResult, number: int) -> TopicResult:
    exercises = tuple(
        replace(
            each,
            misconceptions=("neuron.no-bias",),
            explanation="It leaves the bias out. It does.\nWhat of zeros?\nSee the memo: Neurone.",
            hint="Multiply, then add.",
        )
        if each.name == "weighted_sum" and not each.score
        else each
        for each in made.exercises
    )
    problem = "Line 2 of neuron.py is not Python: no." if number == 3 else None
    return replace(made, exercises=exercises, problem=problem, printed=HOSTILE)


def _missing(name: str) -> TopicResult:
    made = topic(*(criterion(each, "not_implemented") for each in EXERCISES[name]), name=name)
    return replace(made, status="missing", problem=f"There is no {name}.py.")

"""A kit's own README and pyproject.toml."""

from grader.curriculum import Topic

DEPENDENCIES = (
    "matplotlib>=3.9",
    "msgspec>=0.19",
    "numpy>=1.26",
    "pytest>=8.2",
    "rich>=13.7",
    "torch>=2.4",
    "typer>=0.12",
    "watchfiles>=0.22",
)
"""What a kit needs: all that the project does, save what only classes and pages need."""

_README = """\
# Neuron to MLP

Exercises on neural networks, from a single neuron to a trained and validated multi-layer
perceptron.

## Install

You need Python 3.11 or newer. In this folder:

    python -m pip install -e .

A virtual environment of its own keeps it apart from your other projects. On Linux and macOS:

    python3 -m venv .venv && . .venv/bin/activate && python -m pip install -e .

On Windows:

    py -m venv .venv; .venv\\Scripts\\activate; python -m pip install -e .

(The kit is tested on Linux. It is written for macOS and Windows too, where nobody has tested it
yet.)

## Work

Open `exercises/{first}`, read it, write the first function, and run:

    grader check {first_topic}

You are told what is right, what is not yet, and why. `grader watch` checks whenever you save,
`grader hint {first_topic}` leads you on, `grader progress` shows how far you are.

Only the examples suites are here; the hidden suites decide the grade.

## Hand in

    grader pack

writes `submission.zip`, which is what you hand in.

## Topics

{topics}
"""
_TOPIC = "{number}. `{name}`: {title} ({points:g} points)"

_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "neuron-to-mlp-kit"
version = "{version}"
description = "Exercises on neural networks, and a grader that checks them"
requires-python = ">=3.11"
dependencies = [
{dependencies}
]

[project.scripts]
grader = "grader.cli:main"

[tool.hatch.build.targets.wheel]
packages = ["grader"]
"""


def readme(topics: tuple[Topic, ...]) -> str:
    """How to begin, for a student."""
    lines = [
        _TOPIC.format(number=number, name=topic.name, title=topic.title, points=topic.points)
        for number, topic in enumerate(topics, start=1)
    ]
    first = topics[0].name
    return _README.format(first=f"{first}.py", first_topic=first, topics="\n".join(lines))


def pyproject(version: str) -> str:
    """How a kit is installed."""
    dependencies = "\n".join(f'    "{each}",' for each in DEPENDENCIES)
    return _PYPROJECT.format(version=version, dependencies=dependencies)

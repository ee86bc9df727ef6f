"""A kit's own README and pyproject.toml."""

from collections.abc import Mapping, Sequence

from grader.curriculum import Topic

DEPENDENCIES = (
    "matplotlib>=3.9",
    "msgspec>=0.19",
    "numpy>=1.26",
    "pytest>=8.2",
    "rich>=13.7",
    "typer>=0.12",
    "watchfiles>=0.22",
)
"""What every topic needs: all that the project does, save what only classes and pages need."""

EXTRAS = {"torch": ("torch>=2.4",)}
"""What only some topics need, apart since it is large."""

NOTEBOOK_EXTRAS = {**EXTRAS, "jupyter": ("jupyterlab>=4.2",)}

_INSTALL = """\
# Neuron to MLP

Exercises on neural networks, from a single neuron to a trained and validated multi-layer
perceptron.

## Install

You need Python 3.11 or newer. Open a terminal in this folder, and run one line. On Linux and macOS:

    python3 -m venv .venv && . .venv/bin/activate && python -m pip install -e ".[{extras}]"

On Windows, in PowerShell:

    py -m venv .venv; .venv\\Scripts\\python -m pip install -e ".[{extras}]"

In every new terminal (on Windows, in this one too) activate it: `. .venv/bin/activate` or, on
Windows, `.venv\\Scripts\\activate`. Where PowerShell refuses to, type `.venv\\Scripts\\grader` in
place of `grader`.

Topics {numpy_topics} do without PyTorch, which is large. To begin without it, write
`{without_torch}` in place of `".[{extras}]"`. Run the line as it stands before topic
{first_torch_topic}. PyTorch's build for the CPU is enough, and far smaller than the one for
graphics cards that Linux gets unasked: its page "Get started" tells how to get it. Do that first,
in the activated environment.

The kit is tested on Linux. It is written for macOS and Windows too, where nobody has tested it yet.

## Work

"""

_WORK = """\
Open `exercises/{topic}.py`, read it, write the first function, save, and run:

    grader check {topic}

You are told what is right, what is not yet, and why.

{commands}

"""

_WORK_IN_NOTEBOOKS = """\
Run this, open `{topic}.ipynb`, read it, and run its cells from top to bottom:

    jupyter lab exercises

You are told what is right, what is not yet, and why. The cell that holds the functions saves them
as `exercises/{topic}.py`, so a terminal in this folder can check them, too:

    grader check {topic}

{commands}

On Colab, upload this kit's zip beside the notebook; the notebook says how to go on.

"""

_COMMANDS = """\
- `grader watch` checks whenever you save, and goes on to the next topic
- `grader hint {topic}` helps you on, one step more at each call
- `grader progress` shows how far you are, and what is next
- `grader plot activations` draws what your code does, beside right code"""

_END = """\
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

[project.optional-dependencies]
{extras}

[project.scripts]
grader = "grader.cli:main"

[tool.hatch.build.targets.wheel]
packages = ["grader"]
"""


def readme(topics: Sequence[Topic]) -> str:
    """How to begin with modules, for a student."""
    return _readme(topics, _WORK, [*EXTRAS])


def notebook_readme(topics: Sequence[Topic]) -> str:
    """How to begin with notebooks, for a student."""
    return _readme(topics, _WORK_IN_NOTEBOOKS, [*NOTEBOOK_EXTRAS])


def pyproject(version: str, extras: Mapping[str, Sequence[str]]) -> str:
    """How a kit is installed.

    Args:
        version: of the grader.
        extras: what only some topics or kinds of kit need, by the extra's name.
    """
    dependencies = "\n".join(f'    "{each}",' for each in DEPENDENCIES)
    optional = (f"{name} = {list(needed)}".replace("'", '"') for name, needed in extras.items())
    return _PYPROJECT.format(version=version, dependencies=dependencies, extras="\n".join(optional))


def _readme(topics: Sequence[Topic], work: str, extras: Sequence[str]) -> str:
    lines = [
        _TOPIC.format(number=number, name=topic.name, title=topic.title, points=topic.points)
        for number, topic in enumerate(topics, start=1)
    ]
    numpy = [number for number, topic in enumerate(topics, 1) if topic.library == "numpy"]
    others = [each for each in extras if each != "torch"]
    text = _INSTALL + work + _END
    return text.format(
        extras=",".join(extras),
        without_torch=f'".[{",".join(others)}]"' if others else ".",
        numpy_topics=f"{numpy[0]} to {numpy[-1]}",
        first_torch_topic=numpy[-1] + 1,
        topic=topics[0].name,
        commands=_COMMANDS.format(topic=topics[0].name),
        topics="\n".join(lines),
    )

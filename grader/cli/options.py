"""Arguments that several commands take, and what a shell offers to complete them with."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from grader.curriculum import Topic


def topic_names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Topics that begin so, each with its title."""
    from grader.curriculum import load_curriculum

    for topic in load_curriculum():
        if topic.name.startswith(incomplete):
            yield topic.name, topic.title


def place_names(incomplete: str) -> Iterator[str]:
    """Topics and, once a dot is typed, their exercises."""
    from grader.curriculum import load_curriculum

    for topic in load_curriculum():
        exercises = [f"{topic.name}.{each.name}" for each in topic.exercises]
        offered = exercises if "." in incomplete else [topic.name]
        yield from (each for each in offered if each.startswith(incomplete))


def misconception_names(incomplete: str) -> Iterator[str]:
    """Ids of misconceptions that begin so."""
    from grader.companion.explanations import load_explanations
    from grader.curriculum import load_curriculum

    known = load_explanations(load_curriculum())
    return (identity for identity in known if identity.startswith(incomplete))


def _place_of_modules(folder: Path) -> Path:
    """The folder that is meant, also by somebody who is in the folder of modules already."""
    if folder.exists() or folder != USUAL:
        return folder
    from grader.curriculum import load_curriculum

    files = (f"{topic.name}{kind}" for topic in load_curriculum() for kind in (".py", ".ipynb"))
    return Path() if any(Path(file).is_file() for file in files) else folder


USUAL = Path("exercises")
From = Annotated[
    Path,
    typer.Option(
        "--from",
        metavar="DIR",
        help="Folder that holds the modules.",
        callback=_place_of_modules,
    ),
]
OneTopic = Annotated[
    str, typer.Argument(metavar="TOPIC", help="A topic.", autocompletion=topic_names)
]


def topics_named(names: str) -> "tuple[Topic, ...]":
    """The topics of a list such as `neuron, mlp`; all of them for an empty one.

    Raises:
        UnknownTopic: a name is none of a topic.
    """
    from grader.curriculum import choose_topics, load_curriculum

    wanted = [name.strip() for name in names.split(",")]
    return choose_topics(load_curriculum(), [name for name in wanted if name])

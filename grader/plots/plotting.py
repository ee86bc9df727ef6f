"""From a student's folder to a topic's picture."""

from importlib.util import find_spec
from pathlib import Path

from grader.companion.errors import CompanionError
from grader.curriculum import Topic
from grader.places import install_command
from grader.plots.calls import NotDrawn, collect, opened_module
from grader.plots.catalogue import plot_of, reference_numbers
from grader.plots.types import Picture
from grader.sandbox.confinement.probing import probe
from grader.submission import read_folder

MISSING = "There is no {topic}.py in {folder}. Name the folder that holds it with --from."
NO_LIBRARY = "This picture needs PyTorch, which is not installed: {command}"


def plot_module(topic: Topic, folder: Path) -> tuple[Picture, list[str]]:
    """A topic's picture, and why parts of it are missing.

    Args:
        topic: which one.
        folder: holds the student's module.

    Raises:
        CompanionError: the topic has no picture, its library is not installed, or there is no
            module.
        SubmissionError: the folder is not there.
        GraderFault: the grader itself failed.
    """
    plot = plot_of(topic.name)
    if find_spec(topic.library) is None:
        raise CompanionError(NO_LIBRARY.format(command=install_command(topic.library)))
    right = reference_numbers(topic.name)
    submission = read_folder(folder, (topic,))
    if topic.name in submission.problems:
        return plot.draw({}, right), [submission.problems[topic.name]]
    if topic.name not in submission.sources:
        raise CompanionError(MISSING.format(topic=topic.name, folder=folder))
    try:
        with opened_module(topic, submission.sources[topic.name], probe().level) as module:
            numbers, problems = collect(plot, module)
    except NotDrawn as reason:
        return plot.draw({}, right), [str(reason)]
    return plot.draw(numbers, right), problems

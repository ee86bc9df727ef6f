"""Commands that accompany a student: hints, progress, a fresh start, explanations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import From, OneTopic, misconception_names, place_names
from grader.cli.saying import complain, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.companion.progress_file import ProgressFile

Place = Annotated[
    str | None,
    typer.Argument(
        metavar="TOPIC[.EXERCISE]",
        help="An exercise; with a topic alone, its first one that is not right yet; if none is "
        "named, the first of the course.",
        autocompletion=place_names,
    ),
]
Misconception = Annotated[
    str,
    typer.Argument(
        metavar="MISCONCEPTION",
        help="Its id, as reports and grader progress show it.",
        autocompletion=misconception_names,
    ),
]

Poll = Annotated[
    bool,
    typer.Option(
        "--poll",
        help="Look at the files again and again, where saves go unnoticed: network drives, WSL.",
    ),
]
PlotsTo = Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the PNG file goes.")]

WRITTEN = "Written: {file}"
RESTORED = "{module} is as it was at the beginning."
KEPT = "What you had written is kept in {backup}."
NOTHING_TO_RESTORE = "{module} is as it was at the beginning already; nothing was changed."


def hint(place: Place = None, folder: From = Path("exercises")) -> None:
    """Show a hint: one step more at each call, three in all.

    Examples:
    grader hint
    grader hint neuron
    grader hint neuron.layer
    """
    from grader.companion.hints import hints_up_to
    from grader.companion.places import find_place
    from grader.companion.progress import with_hint
    from grader.companion.showing import render_hints
    from grader.curriculum import choose_topics, load_curriculum

    topics, file = load_curriculum(), progress_file(folder)
    found = find_place(place, topics, file.load())
    (topic,) = choose_topics(topics, [found.topic])
    steps = len(topic.exercise(found.exercise).hints)
    progress = file.change(lambda known: with_hint(known, found, steps))
    read = progress.exercise(found.topic, found.exercise).hints
    _print(render_hints(hints_up_to(topic, found, read)))


def progress(folder: From = Path("exercises")) -> None:
    """Show how far you are, topic by topic, and what is next.

    It is what `grader check` and `grader watch` found last,
    kept in progress.json beside your modules.

    Examples:
    grader progress
    grader progress --from my_answers
    """
    from grader.companion.showing import render_progress
    from grader.curriculum import load_curriculum

    _print(render_progress(progress_file(folder).load(), load_curriculum()))


def reset(topic: OneTopic, folder: From = Path("exercises")) -> None:
    """Begin a topic anew: its stub comes back, and what you had written is kept.

    Example:
    grader reset neuron
    """
    from datetime import datetime

    from grader.companion.progress import with_fresh_start
    from grader.companion.reset import restore_stub
    from grader.curriculum import choose_topics, load_curriculum

    choose_topics(load_curriculum(), [topic])
    done = restore_stub(topic, folder, datetime.now().astimezone())
    progress_file(folder).change(lambda known: with_fresh_start(known, topic))
    said = RESTORED if done.is_changed else NOTHING_TO_RESTORE
    say(said.format(module=done.module))
    if done.backup is not None:
        say(KEPT.format(backup=done.backup))


def explain(misconception: Misconception) -> None:
    """Explain a wrong idea that was recognised in your code.

    Example:
    grader explain neuron.no-bias
    """
    from grader.companion.explanations import explanation_of, load_explanations
    from grader.companion.showing import render_explanation
    from grader.curriculum import load_curriculum

    topics = load_curriculum()
    explanation = explanation_of(misconception, load_explanations(topics))
    memos = {topic.name: topic.memo for topic in topics}
    memo = memos.get(misconception.partition(".")[0], "")
    _print(render_explanation(misconception, explanation, memo))


def watch(folder: From = Path("exercises"), poll: Poll = False) -> None:
    """Check the topic that you edit, each time you save it; go on to the next when it is right.

    Leave it running beside your editor. Its keys:
    h hint, n next topic, p previous topic, l list,
    c check again, q quit, arrows and space scroll.

    Examples:
    grader watch
    grader watch --from my_answers
    grader watch --poll
    """
    from grader.cli.crash import told
    from grader.companion.watch import Watching
    from grader.curriculum import load_curriculum
    from grader.judge.client import JudgeClient
    from grader.sandbox.confinement.probing import probe

    level = probe().level
    watching = Watching(folder, load_curriculum(), lambda topics: JudgeClient(topics, level), told)
    _print(watching.run(by_looking=poll))


def plot(topic: OneTopic, folder: From = Path("exercises"), to: PlotsTo = Path("plots")) -> None:
    """Draw what your code of a topic does, beside what right code gives.

    Examples:
    grader plot activations
    grader plot mlp --to pictures
    """
    from rich.console import Console

    from grader.companion.errors import CompanionError
    from grader.curriculum import choose_topics, load_curriculum
    from grader.plots.plotting import plot_module
    from grader.plots.png import write_png
    from grader.plots.text import render_picture

    (chosen,) = choose_topics(load_curriculum(), [topic])
    picture, problems = plot_module(chosen, folder)
    console = Console()
    console.print(render_picture(picture, console.width))
    for problem in problems:
        say(problem)
    file = to / f"{topic}.png"
    try:
        write_png(picture, file)
    except CompanionError as reason:
        complain(str(reason))
    else:
        say(WRITTEN.format(file=file))
    raise typer.Exit(1 if problems else 0)


def progress_file(folder: Path) -> "ProgressFile":
    """The progress in a folder; what is wrong with it is said on the error stream."""
    from grader.companion.progress_file import ProgressFile

    return ProgressFile(folder, complain)


def _print(content: "RenderableType") -> None:
    from rich.console import Console

    Console(highlight=False).print(content)

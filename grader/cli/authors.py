"""Commands of a topic's author."""

from pathlib import Path
from typing import Annotated

import typer

NO_FOLDER = "There is no folder {folder} to write to."


def _in_a_folder(file: Path | None) -> Path | None:
    """Refuse a file that could not be written, before the work that would be lost."""
    if file is not None and not file.absolute().parent.is_dir():
        raise typer.BadParameter(NO_FOLDER.format(folder=file.parent))
    return file


Folder = Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the stubs go.")]
Topics = Annotated[
    list[str] | None,
    typer.Argument(metavar="TOPIC", help="Topics to verify; all if none is named."),
]
Seeds = Annotated[int, typer.Option(min=1, max=1000, help="How many seeds to judge at, from 0.")]
Json = Annotated[
    Path | None,
    typer.Option(
        "--json", metavar="FILE", dir_okay=False, callback=_in_a_folder, help="Also write JSON."
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", dir_okay=False, callback=_in_a_folder, help="Also write a page."
    ),
]
Mutants = Annotated[
    bool, typer.Option("--mutants", help="Also judge automatic mutants of the solutions.")
]

NOT_WRITTEN = "Stubs cannot be written to {folder}: {reason}."
WRITTEN = "Written: {file}"
IN_STEP = "Every stub is in step with its solution."
VERIFYING = "Verifying {topic}"


def stubs(to: Folder = Path("exercises")) -> None:
    """Generate the students' stubs from the solutions."""
    from grader.places import data_folder
    from grader.stubs import write_stubs

    try:
        changed = write_stubs(data_folder("solutions"), to)
    except OSError as error:
        words = NOT_WRITTEN.format(folder=to, reason=error.strerror)
        raise typer.BadParameter(words) from error
    for file in changed:
        typer.echo(WRITTEN.format(file=file))
    if not changed:
        typer.echo(IN_STEP)


def verify(
    topics: Topics = None,
    seeds: Seeds = 1,
    as_json: Json = None,
    as_html: Html = None,
    mutants: Mutants = False,
) -> None:
    """Check what must be true of every topic: solution, stub, misconceptions, criteria.

    Examples: `grader verify neuron`, `grader verify --seeds 20 --html matrix.html`.
    """
    import msgspec
    from rich.console import Console

    from grader.authoring.gate import add_mutants, verification, verify_topic
    from grader.authoring.material import gather
    from grader.curriculum import choose_topics, load_curriculum
    from grader.report.verification import render_verification
    from grader.report.verification_page import render_verification_page

    console = Console()
    verified = []
    for topic in choose_topics(load_curriculum(), topics or []):
        with console.status(VERIFYING.format(topic=topic.name)):
            material = gather(topic)
            result = verify_topic(material, seeds)
            verified.append(add_mutants(result, material) if mutants else result)
    found = verification(verified, seeds)
    if as_json is not None:
        as_json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    if as_html is not None:
        as_html.write_text(render_verification_page(found), encoding="utf-8")
    console.print(render_verification(found))
    raise typer.Exit(0 if found.holds() else 1)

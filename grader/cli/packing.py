"""The command that makes an archive to hand in."""

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import From
from grader.cli.saying import complain, say

To = Annotated[Path, typer.Option("--to", metavar="FILE", help="The archive to write.")]

PACKED = "{archive} holds {files}. Hand it in."


def pack(folder: From = Path("exercises"), archive: To = Path("submission.zip")) -> None:
    """Put your modules, or notebooks, into the archive to hand in.

    Examples:
    grader pack
    grader pack --from my_answers --to anna.zip
    """
    from grader.curriculum import load_curriculum
    from grader.kit.packing import PackError, out_of_step
    from grader.kit.packing import pack as put_into

    try:
        files = put_into(folder, [topic.name for topic in load_curriculum()], archive)
    except PackError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    for problem in out_of_step(files):
        complain(problem)
    names = ", ".join(file.name for file in files)
    say(PACKED.format(archive=archive, files=names))

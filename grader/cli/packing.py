"""The command that makes an archive to hand in."""

import sys
from pathlib import Path
from typing import Annotated

import typer

From = Annotated[Path, typer.Option("--from", metavar="DIR", help="Folder that holds the modules.")]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help="The archive to write.")]

PACKED = "{archive} holds {files}. Hand it in."


def pack(folder: From = Path("exercises"), archive: To = Path("submission.zip")) -> None:
    """Put your modules, or notebooks, into the archive to hand in.

    Example: `grader pack`.
    """
    from grader.curriculum import load_curriculum
    from grader.kit.packing import PackError
    from grader.kit.packing import pack as put_into
    from grader.report.plain import plain

    try:
        files = put_into(folder, [topic.name for topic in load_curriculum()], archive)
    except PackError as error:
        sys.stderr.write(f"{plain(str(error))}\n")
        raise typer.Exit(2) from None
    names = ", ".join(file.name for file in files)
    sys.stdout.write(PACKED.format(archive=archive, files=names) + "\n")

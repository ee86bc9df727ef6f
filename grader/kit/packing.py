"""Put a student's modules into the archive that `grader grade` takes."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

NOTHING = "There is no module of the course in {folder}. Name the folder that has them with --from."
NO_FOLDER = "There is no folder {folder}."

_KINDS = (".py", ".ipynb")


class PackError(Exception):
    """Nothing to pack; the message says what to do."""


def pack(folder: Path, topics: Sequence[str], archive: Path) -> list[Path]:
    """Zip each topic's module or, where there is none, its notebook.

    Args:
        folder: holds them.
        topics: names of the course's topics.
        archive: is written, or replaced.

    Returns:
        The files that went in.

    Raises:
        PackError: there are none.
    """
    if not folder.is_dir():
        raise PackError(NO_FOLDER.format(folder=folder))
    files = list(_files(folder, topics))
    if not files:
        raise PackError(NOTHING.format(folder=folder))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in files:
            zipped.write(file, file.name)
    return files


def _files(folder: Path, topics: Sequence[str]) -> Iterator[Path]:
    for topic in topics:
        kinds = (folder / f"{topic}{kind}" for kind in _KINDS)
        file = next((each for each in kinds if each.is_file()), None)
        if file is not None:
            yield file

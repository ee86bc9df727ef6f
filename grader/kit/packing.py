"""Put a student's modules into the archive that `grader grade` takes."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from grader.submission import NO_FOLDER_OF_MODULES, module_file

NOTHING = "There is no module of the course in {folder}. Name the folder that has them with --from."

_KINDS = (".py", ".ipynb")
NOT_WRITTEN = "{archive} could not be written: {reason}. Name another file with --to."
OUT_OF_STEP = (
    "{notebook} holds another text than {module}, which is what is handed in. Run its cell that "
    "saves {module}, and pack again."
)

_WRITES = "%%writefile {module}\n"


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
        PackError: there are none, or the archive cannot be written.
    """
    if not folder.is_dir():
        raise PackError(NO_FOLDER_OF_MODULES.format(folder=folder))
    files = list(_files(folder, topics))
    if not files:
        raise PackError(NOTHING.format(folder=folder))
    try:
        archive.write_bytes(_zipped(files))
    except OSError as error:
        raise PackError(NOT_WRITTEN.format(archive=archive, reason=error.strerror)) from error
    return files


def _zipped(files: Iterable[Path]) -> bytes:
    """The archive's content, all of it there before a former archive is touched."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as zipped:
        for file in files:  # a kit's own files may be as old as a zip can tell, or an hour older
            zipped.write(file, file.name)
    return content.getvalue()


def out_of_step(modules: Sequence[Path]) -> Iterator[str]:
    """A sentence for each module that is not what the cell of its notebook would save.

    Args:
        modules: as they are handed in.
    """
    for module in modules:
        notebook = module.with_suffix(".ipynb")
        cells = _texts_for(module, notebook) if module != notebook else []
        if cells and module.read_text(encoding="utf-8", errors="replace").strip() not in cells:
            yield OUT_OF_STEP.format(notebook=notebook.name, module=module.name)


def _texts_for(module: Path, notebook: Path) -> list[str]:
    """What the cells of a notebook would save as a module; nothing where that cannot be told."""
    try:
        cells = msgspec.json.decode(notebook.read_bytes(), type=_Notebook).cells
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []
    texts = ("".join(cell.source) for cell in cells)
    magic = _WRITES.format(module=module.name)
    return [text.removeprefix(magic).strip() for text in texts if text.startswith(magic)]


class _Cell(msgspec.Struct):
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []


def _files(folder: Path, topics: Sequence[str]) -> Iterator[Path]:
    for topic in topics:
        files = (module_file(folder, topic, kind) for kind in _KINDS)
        yield from islice((each for each in files if each is not None and each.is_file()), 1)

"""Put a students' kit together, as a folder and a zip beside it."""

import zipfile
from pathlib import Path

import grader
from grader.companion.explanations import encode_explanations, load_explanations
from grader.curriculum import Topic, load_curriculum
from grader.judge.catalogue import CARRIED_FILE
from grader.kit.contents import PACKAGE, kit_files
from grader.kit.observations import observe_examples
from grader.kit.texts import EXTRAS, NOTEBOOK_EXTRAS, notebook_readme, pyproject, readme
from grader.places import data_folder

IN_USE = "{folder} is not an empty folder; name a folder that is not there yet."
ZIP_IN_USE = "{archive}, where the kit's zip belongs, is there already; move it, or name another."
NOT_WRITTEN = "{file} could not be written: {reason}."

_PACKAGE_FOLDER = "grader"
_EXERCISES = "exercises"
_MADE = (1980, 1, 2, 0, 0, 0)  # always, so that the same kit gives the same zip


class KitError(Exception):
    """A kit that cannot be written; the message says what to do."""


def build_kit(folder: Path) -> Path:
    """Write a kit of stubs into a folder, and zip it.

    Args:
        folder: must not be there yet, or be empty.

    Returns:
        The zip, beside the folder.

    Raises:
        KitError: the folder is not empty, or cannot be written.
        CurriculumError: an examples suite is not as it must be.
        GraderFault: the grader itself failed.
    """
    topics = _begin(folder)
    for stub in _stubs():
        _write(folder / _EXERCISES / stub.name, stub.read_bytes())
    _write(folder / "README.md", readme(topics).encode())
    _write(folder / "pyproject.toml", pyproject(grader.__version__, EXTRAS).encode())
    return _zip(folder)


def build_notebook_kit(folder: Path) -> Path:
    """Write a kit of notebooks, one for each topic with a cell that checks it, and zip it.

    Args:
        folder: must not be there yet, or be empty.

    Returns:
        The zip, beside the folder.

    Raises:
        KitError: the folder is not empty, or cannot be written.
        ModuleNotFoundError: nbformat is not installed.
        CurriculumError: an examples suite is not as it must be.
        GraderFault: the grader itself failed.
    """
    from grader.kit.notebooks import as_notebook  # needs nbformat, which not everybody has

    topics = _begin(folder)
    for topic in topics:
        stub = (data_folder(_EXERCISES) / f"{topic.name}.py").read_text(encoding="utf-8")
        notebook = as_notebook(stub, topic, folder.resolve().name)
        _write(folder / _EXERCISES / f"{topic.name}.ipynb", notebook.encode())
    _write(folder / "README.md", notebook_readme(topics).encode())
    _write(folder / "pyproject.toml", pyproject(grader.__version__, NOTEBOOK_EXTRAS).encode())
    return _zip(folder)


def _begin(folder: Path) -> tuple[Topic, ...]:
    """Write what both kinds of kit have, and give the course."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise KitError(IN_USE.format(folder=folder))
    if _archive(folder).exists():
        raise KitError(ZIP_IN_USE.format(archive=_archive(folder)))
    topics = load_curriculum()
    for file in kit_files():
        _write(folder / _PACKAGE_FOLDER / file, (PACKAGE / file).read_bytes())
    for name, content in observe_examples(topics).items():
        _write(folder / _PACKAGE_FOLDER / "topics" / name / CARRIED_FILE, content)
    for stub in _stubs():
        _write(folder / _PACKAGE_FOLDER / "data" / _EXERCISES / stub.name, stub.read_bytes())
    explanations = encode_explanations(load_explanations(topics))
    _write(folder / _PACKAGE_FOLDER / "data" / "explanations.json", explanations)
    return topics


def _stubs() -> list[Path]:
    return sorted(data_folder(_EXERCISES).glob("*.py"))


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise KitError(NOT_WRITTEN.format(file=file, reason=error.strerror)) from error


def _zip(folder: Path) -> Path:
    archive = _archive(folder)
    try:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            for file in sorted(each for each in folder.rglob("*") if each.is_file()):
                name = Path(archive.stem, file.relative_to(folder)).as_posix()
                entry = zipfile.ZipInfo(name, _MADE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                zipped.writestr(entry, file.read_bytes())
    except OSError as error:
        raise KitError(NOT_WRITTEN.format(file=archive, reason=error.strerror)) from error
    return archive


def _archive(folder: Path) -> Path:
    """The zip of a kit, beside its folder and named after it."""
    named = folder if folder.name.strip(".") else folder.resolve()  # `.` has no name to go by
    return named.with_name(f"{named.name}.zip")

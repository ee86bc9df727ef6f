"""Which files of the package go into a students' kit: named one by one, so that none slips in."""

from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent

_WHOLE_FOLDERS = ("companion", "judge", "plots", "sandbox")
_FILES = (
    "__init__.py",
    "checking.py",
    "curriculum.py",
    "health.py",
    "isolation.py",
    "logs.py",
    "places.py",
    "processors.py",
    "py.typed",
    "stubs.py",
    "submission.py",
    "variants.py",
    "cli/__init__.py",
    "cli/companion.py",
    "cli/crash.py",
    "cli/doctor.py",
    "cli/main.py",
    "cli/options.py",
    "cli/packing.py",
    "cli/saying.py",
    "cli/student.py",
    "kit/__init__.py",
    "kit/packing.py",
    "report/__init__.py",
    "report/console.py",
    "report/health.py",
    "report/plain.py",
    "report/profile.py",
    "report/serialised.py",
    "report/states.py",
    "report/types.py",
)
_FILES_OF_A_TOPIC = ("__init__.py", "test_examples.py", "topic.toml")
_SUFFIXES = (".py", ".json", ".toml", ".typed")


def kit_files(package: Path = PACKAGE) -> Iterator[Path]:
    """The files, relative to the package, in their order."""
    yield from sorted({*map(Path, _FILES), *_of_folders(package), *_of_topics(package)})


def _of_folders(package: Path) -> Iterator[Path]:
    for folder in _WHOLE_FOLDERS:
        for file in (package / folder).rglob("*"):
            if file.suffix in _SUFFIXES and "__pycache__" not in file.parts:
                yield file.relative_to(package)


def _of_topics(package: Path) -> Iterator[Path]:
    for folder in (package / "topics").iterdir():
        for name in _FILES_OF_A_TOPIC:
            if (folder / name).is_file():
                yield (folder / name).relative_to(package)

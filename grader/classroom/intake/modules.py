"""From what a person handed in to a module for each topic, or why there is none."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import PurePosixPath

import msgspec

from grader.classroom.intake.archives import unpacked
from grader.classroom.intake.files import File, Found, Unreadable, moved, together
from grader.classroom.intake.notebooks import read_notebook
from grader.curriculum import Topic
from grader.sandbox.protocol import MAX_SOURCE_BYTES
from grader.submission import module_text

NO_ZIP = "{name} is no zip, and is not opened. Hand in a zip, or the modules themselves."
ZIP_IN_ZIP = "{name} is an archive in a zip, and is not opened. Hand in the modules themselves."
TWICE = "{topic} is there twice: {one} and {other} differ. Hand in one of them."
NOT_READ = "{path} is not read for {topic}, since there is one that comes before it."

_EXERCISES = "exercises"
_ZIP = ".zip"
_NOTEBOOK = ".ipynb"
_OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".gz", ".xz")


class Modules(msgspec.Struct, frozen=True):
    """What was found of a submission's topics.

    Attributes:
        sources: the text of each topic's module that could be read, as UTF-8.
        problems: why a topic's module could not be read.
        problem: what could not be opened as a whole; "" if nothing.
        notes: what else there is to know, a sentence each.
    """

    sources: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    problem: str = ""
    notes: tuple[str, ...] = ()


def is_archive(name: str) -> bool:
    """Whether a file's name is that of a zip, or of another archive, which is told to be none."""
    return name.casefold().endswith((_ZIP, *_OTHER_ARCHIVES))


def find_modules(find: Callable[[], Found], topics: tuple[Topic, ...]) -> Modules:
    """Find and read the modules of a submission.

    A topic's module is the file of its name nearest to the top, in a folder or a zip; where two
    are as near, the one in a folder `exercises`; where that leaves two that differ, it is said. A
    topic without such a file has the notebook that is named as it, or that defines its exercises.

    Args:
        find: lists what was handed in.
        topics: whose modules are looked for.
    """
    try:
        found = _opened(find())
    except Unreadable as error:
        words = str(error)
        return Modules(problems={topic.name: words for topic in topics}, problem=words)
    read = _Reading(found, topics)
    for topic in topics:
        read.find(topic)
    return read.modules()


class _Reading:
    """Reads a submission's modules one after the other, each notebook once.

    Args:
        found: what was handed in, zips opened.
        topics: all that are looked for.
    """

    def __init__(self, found: Found, topics: tuple[Topic, ...]) -> None:
        self._problem = " ".join(found.problems)
        self._notes = list(found.notes)
        self._files: dict[str, list[File]] = defaultdict(list)
        self._notebooks = [
            read_notebook(file, topics)
            for file in sorted(found.files, key=_order)
            if file.path.suffix == _NOTEBOOK
        ]
        for file in sorted(found.files, key=_order):
            self._files[file.path.name].append(file)
        self._sources: dict[str, bytes] = {}
        self._problems: dict[str, str] = {}

    def find(self, topic: Topic) -> None:
        """Find one topic's module."""
        files = self._files[f"{topic.name}.py"]
        notebooks = [each for each in self._notebooks if each.is_for(topic.name)]
        if files:
            nearest = [each for each in files if _rank(each.path) == _rank(files[0].path)]
            self._take(topic.name, [each.path for each in nearest], list(map(_read, nearest)))
            passed_over = [each.path for each in files[len(nearest) :]]
            passed_over += [each.path for each in notebooks]
        elif notebooks:
            named = [each for each in notebooks if each.path.stem == topic.name] or notebooks
            nearest_ones = [each for each in named if _rank(each.path) == _rank(named[0].path)]
            texts = [each.text(topic.name) for each in nearest_ones]
            self._take(topic.name, [each.path for each in nearest_ones], texts)
            passed_over = [each.path for each in notebooks if each not in nearest_ones]
        else:
            passed_over = []
            if self._problem:
                self._problems[topic.name] = self._problem
        self._notes += [NOT_READ.format(path=path, topic=topic.name) for path in passed_over]

    def modules(self) -> Modules:
        """All that was found."""
        return Modules(self._sources, self._problems, self._problem, tuple(self._notes))

    def _take(self, topic: str, paths: list[PurePosixPath], texts: list[tuple[bytes, str]]) -> None:
        """Take what several files agree on; where they do not, nobody knows which is meant."""
        other = next(
            (path for path, text in zip(paths, texts, strict=True) if text != texts[0]), None
        )
        content, problem = texts[0]
        if other is not None:
            problem = TWICE.format(topic=topic, one=paths[0], other=other)
        if problem:
            self._problems[topic] = problem
        else:
            self._sources[topic] = content


def _opened(found: Found) -> Found:
    """The same with the zips in it opened; what cannot be opened is a problem."""
    parts = [Found(notes=found.notes, problems=found.problems)]
    for file in found.files:
        name = file.path.name
        if not is_archive(name):
            parts.append(Found((file,)))
        elif not name.casefold().endswith(_ZIP):
            parts.append(Found(problems=(NO_ZIP.format(name=name),)))
        else:
            parts.append(_opened_zip(file))
    return together(parts)


def _opened_zip(zip_: File) -> Found:
    try:
        inside = unpacked(zip_)
    except Unreadable as error:
        return Found(problems=(str(error),))
    zips = [file for file in inside.files if is_archive(file.path.name)]
    files = tuple(file for file in inside.files if file not in zips)
    problems = tuple(ZIP_IN_ZIP.format(name=file.path.name) for file in zips)
    return moved(Found(files, problems, inside.notes), str(zip_.path))


def _rank(path: PurePosixPath) -> tuple[int, bool]:
    """How near to the top a file is, then whether it is where the students' kit has it."""
    return len(path.parts), path.parent.name != _EXERCISES


def _order(file: File) -> tuple[int, bool, PurePosixPath]:
    return *_rank(file.path), file.path


def _read(file: File) -> tuple[bytes, str]:
    try:
        raw = file.read(MAX_SOURCE_BYTES + 1)
    except Unreadable as error:
        return b"", str(error)
    return module_text(file.path.name, raw)

"""From what a person handed in to a module for each topic, or why there is none."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from grader.classroom.intake.archives import unpacked
from grader.classroom.intake.files import File, Found, Unreadable, few, moved, together
from grader.classroom.intake.naming import READ_AS, renamed, told_of_others
from grader.classroom.intake.notebooks import Notebook, read_notebook
from grader.curriculum import Topic
from grader.sandbox.protocol import MAX_SOURCE_BYTES
from grader.submission import module_text

NO_ZIP = "{name} is no zip, and is not opened. Hand in a zip, or the modules themselves."
ZIP_IN_ZIP = "{name} is an archive in a zip, and is not opened. Hand in the modules themselves."
TWICE = "{topic} is there twice: {one} and {other} differ. Hand in one of them."
NOT_READ = "{path} is not read for {topic}, since there is one that comes before it."

ONE_OF_MANY = "{path} is one of very many, and is not opened."

MAX_ARCHIVES = 16
MAX_NOTEBOOKS = 100

_EXERCISES = "exercises"
_ZIP = ".zip"
_NOTEBOOK = ".ipynb"
_Placed = TypeVar("_Placed", File, Notebook)
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
    topic without such a file has the copy that is named nearly as it, else the notebook that is
    named as it, or that defines its exercises.

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
    return read.modules()


class _Reading:
    """Reads a submission's modules one after the other, each notebook once.

    Args:
        found: what was handed in, zips opened.
        topics: all that are looked for.
    """

    def __init__(self, found: Found, topics: tuple[Topic, ...]) -> None:
        files = sorted(found.files, key=_order)
        self._topics = topics
        self._problem = " ".join(few(found.problems))
        self._notes = list(found.notes)
        self._files: dict[str, list[File]] = defaultdict(list)
        for file in files:
            self._files[file.path.name].append(file)
        self._renamed = renamed(files, topics)
        notebooks = [file for file in files if file.path.suffix == _NOTEBOOK]
        self._notebooks = [read_notebook(file, topics) for file in notebooks[:MAX_NOTEBOOKS]]
        self._notes += [ONE_OF_MANY.format(path=file.path) for file in notebooks[MAX_NOTEBOOKS:]]
        self._sources: dict[str, bytes] = {}
        self._problems: dict[str, str] = {}

    def modules(self) -> Modules:
        """All that is found."""
        missing = [topic for topic in self._topics if not self._find(topic.name)]
        self._notes += told_of_others(self._renamed.others, missing)
        if self._problem:
            self._problems |= {topic.name: self._problem for topic in missing}
        return Modules(self._sources, self._problems, self._problem, few(self._notes))

    def _find(self, topic: str) -> bool:
        """Find one topic's module, and return whether there is anything that it may be."""
        copies = self._renamed.copies.get(topic, [])
        files = self._files[f"{topic}.py"] or copies
        notebooks = [each for each in self._notebooks if each.is_for(topic)]
        if files:
            nearest = _nearest(files)
            taken = [each.path for each in nearest]
            self._take(topic, taken, map(_read, nearest))
            if files is copies and topic in self._sources:
                self._notes.append(READ_AS.format(path=taken[0], topic=topic))
        elif notebooks:
            named = [each for each in notebooks if each.path.stem == topic] or notebooks
            chosen = _nearest(named)
            taken = [each.path for each in chosen]
            self._take(topic, taken, (each.text(topic) for each in chosen))
        else:
            return False
        modules = dict.fromkeys(each.path for each in (*files, *copies))
        every = (*modules, *(each.path for each in notebooks))
        passed_over = [path for path in every if path not in taken]
        self._notes += [NOT_READ.format(path=path, topic=topic) for path in passed_over]
        return True

    def _take(
        self, topic: str, paths: list[PurePosixPath], texts: Iterator[tuple[bytes, str]]
    ) -> None:
        """Take what several files agree on; where they do not, nobody knows which is meant."""
        content, problem = first = next(texts)
        others = zip(paths[1:], texts, strict=True)
        other = next((path for path, text in others if text != first), None)
        if other is not None:
            problem = TWICE.format(topic=topic, one=paths[0], other=other)
        if problem:
            self._problems[topic] = problem
        else:
            self._sources[topic] = content


def _opened(found: Found) -> Found:
    """The same with the zips in it opened; what cannot be opened is a problem."""
    parts = [Found(notes=found.notes, problems=found.problems)]
    opened = 0
    for file in found.files:
        name = file.path.name
        opened += is_archive(name)
        if opened > MAX_ARCHIVES and is_archive(name):
            parts.append(Found(problems=(ONE_OF_MANY.format(path=file.path),)))
        elif not is_archive(name):
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
    names = [file.path.name for file in inside.files if is_archive(file.path.name)]
    files = tuple(file for file in inside.files if not is_archive(file.path.name))
    problems = tuple(ZIP_IN_ZIP.format(name=name) for name in names)
    return moved(Found(files, problems, inside.notes), str(zip_.path))


def _nearest(ordered: list[_Placed]) -> list[_Placed]:
    """Those that are as near to the top as the first."""
    return [each for each in ordered if _rank(each.path) == _rank(ordered[0].path)]


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

"""Notebooks: from cells to modules, each topic's exercises with all that they use and no more.

A notebook is a place to try things in: it plots, prints, downloads and trains. A module that is
made of it holds the topic's exercises and the functions, classes, imports and values that they
use, directly or through each other, in the cells' order, and leaves the rest out.
"""

import ast
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import msgspec

from grader.classroom.intake.files import File, Unreadable
from grader.classroom.intake.names_used import Names, names_of
from grader.curriculum import Topic
from grader.places import install_command
from grader.sandbox.protocol import MAX_SOURCE_BYTES
from grader.submission import SubmissionError

MAX_NOTEBOOK_BYTES = 32 * 2**20
NO_NBFORMAT = (
    "There are notebooks among the submissions, and nbformat is not installed, which reads them: "
    "{command}"
)
TOO_LARGE = "{file} has more than {limit_mib} MB. Clear its outputs and hand it in again."
TOO_MUCH_CODE = "The code in {file} has more than {limit_mib} MB, which no exercise needs."
NO_NOTEBOOK = "{file} is damaged, or is no notebook: it cannot be read."
NOT_PYTHON = "{file} is a notebook in {language}, not in Python."
DEFINES_NONE = "{file} defines none of the topic's exercises: {exercises}."
ORIGIN = "# cell {number} of {file}"

_MAGIC_LINE = re.compile(r"^(?P<indent>[ \t]*+)(?:[%!]|\?|.*\?[ \t]*+$|[\w, ]++=[ \t]*+[%!])")
_TIMING_MAGICS = re.compile(r"^%%(?:time|timeit|capture|prun)\b[^\n]*")
_FILE_MAGIC = re.compile(r"^%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(?P<path>\S+)[^\n]*")


class Chunk(msgspec.Struct, frozen=True):
    """A statement at the top level of a cell, or a cell that is no Python.

    Attributes:
        cell: the cell's number, counted from 1.
        text: as the student wrote it.
        names: that it binds, changes and looks up.
        file: the module that a cell writes to by `%%writefile`; "" for the notebook's own.
    """

    cell: int
    text: str
    names: Names
    file: str = ""


class Notebook(msgspec.Struct, frozen=True):
    """A notebook's modules.

    Attributes:
        path: where it is.
        texts: text of each topic's module that it has, as UTF-8, or the problem with it.
    """

    path: PurePosixPath
    texts: dict[str, tuple[bytes, str]]

    def is_for(self, topic: str) -> bool:
        """Whether it has something to say on a topic."""
        return topic in self.texts

    def text(self, topic: str) -> tuple[bytes, str]:
        """A topic's module as UTF-8 text and, if there is none, the problem."""
        return self.texts[topic]


def read_notebook(file: File, topics: Iterable[Topic]) -> Notebook:
    """Read a notebook; one that cannot be read is a problem of the topic that it is named as.

    Args:
        file: the notebook.
        topics: whose exercises are looked for.

    Raises:
        SubmissionError: the library that reads notebooks is not installed.
    """
    named = [topic for topic in topics if topic.name == file.path.stem]
    try:
        chunks = _chunks(file)
    except Unreadable as error:
        return Notebook(file.path, {topic.name: (b"", str(error)) for topic in named})
    texts = {}
    for topic in topics:
        content = _module(file.path.name, chunks, topic)
        if content:
            texts[topic.name] = (content, "")
        elif topic in named:
            exercises = ", ".join(each.name for each in topic.exercises)
            words = DEFINES_NONE.format(file=file.path.name, exercises=exercises)
            texts[topic.name] = (b"", words)
    return Notebook(file.path, texts)


def _chunks(file: File) -> list[Chunk]:
    name = file.path.name
    content = file.read(MAX_NOTEBOOK_BYTES + 1)
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise Unreadable(TOO_LARGE.format(file=name, limit_mib=MAX_NOTEBOOK_BYTES // 2**20))
    cells = _code_cells(name, content)
    if sum(len(text) for _, text in cells) > MAX_SOURCE_BYTES:
        raise Unreadable(TOO_MUCH_CODE.format(file=name, limit_mib=MAX_SOURCE_BYTES // 2**20))
    return [chunk for number, text in cells for chunk in _statements(number, text)]


def _code_cells(name: str, content: bytes) -> list[tuple[int, str]]:
    """The numbers, counted from 1, and texts of a notebook's cells of code.

    Raises:
        Unreadable: it is no notebook, or one in another language.
    """
    try:
        import nbformat
    except ImportError as error:
        raise SubmissionError(NO_NBFORMAT.format(command=install_command("nbformat"))) from error
    try:
        with warnings.catch_warnings(action="ignore"):  # of what is wrong with the file, not us
            notebook = nbformat.reads(  # type: ignore[no-untyped-call] # it has no types
                content.decode("utf-8-sig"), as_version=4
            )
        language = notebook.metadata.get("kernelspec", {}).get("language") or "python"
        numbered = enumerate(notebook.cells, start=1)
        cells = [(number, cell.source) for number, cell in numbered if cell.cell_type == "code"]
    except Exception as error:  # hostile JSON makes nbformat fail in any way that Python has
        raise Unreadable(NO_NOTEBOOK.format(file=name)) from error
    if not isinstance(language, str) or language.casefold() not in ("python", "python3"):
        raise Unreadable(NOT_PYTHON.format(file=name, language=str(language)[:40]))
    return [(number, text) for number, text in cells if isinstance(text, str)]


def _statements(number: int, text: str) -> Iterator[Chunk]:
    """A cell's statements, or the whole of it where it is no Python."""
    written = _FILE_MAGIC.match(text)
    target = PurePosixPath(written["path"].strip("'\"")).name if written else ""
    source = _FILE_MAGIC.sub("", _TIMING_MAGICS.sub("", text.lstrip()))
    if source.startswith("%%"):
        return
    tree, source = _parsed(source)
    if tree is None:
        binds = frozenset(re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)", source, re.M))
        yield Chunk(number, source, Names(binds, binds), target)
        return
    lines = list(io.StringIO(source, newline=""))  # as Python parts them: not at a form feed
    for group in _by_lines(tree.body):
        text = "".join(lines[_first_line(group[0]) - 1 : group[-1].end_lineno]).rstrip("\n")
        yield Chunk(number, text, names_of(group, text), target)


def _parsed(source: str) -> tuple[ast.Module | None, str]:
    """A cell's syntax tree with the text that it is of: as it is, else without magics.

    A line that begins with % or ! can be Python too, in the middle of a statement; so magics are
    looked for only where the cell is no Python as it stands.
    """
    tree = _tree(source)
    if tree is not None:
        return tree, source
    without = "".join(_without_magic(line) for line in source.splitlines(keepends=True))
    return _tree(without), without


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magic(line: str) -> str:
    """A line, or if it is a magic or a shell command, `pass` in its place."""
    magic = _MAGIC_LINE.match(line)
    return f"{magic['indent']}pass\n" if magic else line


def _by_lines(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Statements in groups, those that share a line together."""
    group: list[ast.stmt] = []
    for statement in body:
        if group and _first_line(statement) > (group[-1].end_lineno or 0):
            yield group
            group = []
        group.append(statement)
    if group:
        yield group


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _module(name: str, chunks: list[Chunk], topic: Topic) -> bytes:
    """The text of a topic's module; empty if the notebook defines none of its exercises."""
    own = [each for each in chunks if each.file in ("", f"{topic.name}.py")]
    wanted = {exercise.name for exercise in topic.exercises}
    if not any(each.names.binds & wanted for each in own):
        return b""
    kept = _needed(own, wanted)
    parts = [f"{ORIGIN.format(number=own[i].cell, file=name)}\n{own[i].text}\n" for i in kept]
    return "\n".join(parts).encode("utf-8", "replace")


def _needed(chunks: list[Chunk], wanted: set[str]) -> list[int]:
    """Places of the chunks that bind or change the wanted names, or what those use in turn."""
    defined = frozenset().union(*(chunk.names.defines for chunk in chunks))
    binders: dict[str, list[int]] = {}
    for place, chunk in enumerate(chunks):
        # a table is filled by its methods; those of a module or class are called to try them out
        for name in chunk.names.binds | (chunk.names.calls - defined):
            binders.setdefault(name, []).append(place)
    waiting = [*wanted, "*"]
    seen = set(waiting)
    kept: set[int] = set()
    while waiting:
        for place in binders.get(waiting.pop(), []):
            kept.add(place)
            new = chunks[place].names.uses - seen
            seen |= new
            waiting += new
    return sorted(kept)

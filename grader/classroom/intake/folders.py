"""Folders on disk: what they hold, no link being followed out of them."""

import os
import stat
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from grader.classroom.intake.files import (
    MAX_FILES,
    TOO_MANY,
    Entry,
    File,
    Found,
    Unreadable,
    is_left_out,
    is_litter,
    refusal,
)
from grader.submission import (
    LINK_OUT,
    NO_PERMISSION,
    NOT_A_FILE,
    UNREADABLE_FOLDER,
    SubmissionError,
)

MAX_DEPTH = 32
LINK = "{name} is a link, and links are not followed: hand in the files themselves."
LINKED_FOLDER = "{name} is a link to a folder, which is not followed."
TOO_DEEP = "{name} is more than {limit} folders deep, and is not looked into."

_MAY_BE_WORK = (".py", ".ipynb", ".zip")


def entries_of(folder: Path, besides: Path | None = None) -> list[Entry]:
    """What is at the top of a class's folder, in the names' order; what is hidden is left out.

    Args:
        folder: the class's.
        besides: a folder that is left out too, since reports are written to it.

    Raises:
        SubmissionError: the folder cannot be read.
    """
    try:
        found = sorted(folder.iterdir())
        return [_entry(each) for each in found if _counts(each, besides)]
    except OSError as error:
        words = UNREADABLE_FOLDER.format(folder=folder, reason=error.strerror)
        raise SubmissionError(words) from error


def files_in(folder: Path) -> Found:
    """List a submission's folder, to any depth; of more files than anybody's work, the nearest.

    Args:
        folder: the submission's.
    """
    files: list[File] = []
    problems: list[str] = []
    notes: list[str] = []
    for path, is_folder in _walk(folder, problems, notes):
        if len(files) == MAX_FILES:
            problems.append(TOO_MANY.format(name=name_of(folder), limit=MAX_FILES))
            break
        files.append(File(_within(path, folder), _reader(path, folder, is_folder)))
    return Found(tuple(sorted(files, key=lambda each: each.path)), tuple(problems), tuple(notes))


def name_of(path: Path) -> str:
    """A name as text, whatever bytes the file system has for it, in one Unicode form."""
    return as_text(path.name)


def as_text(name: str) -> str:
    """The same of a name."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def _counts(path: Path, besides: Path | None) -> bool:
    same = besides is not None and besides.exists() and path.exists() and path.samefile(besides)
    return not is_litter(path.name) and not same


def _entry(path: Path) -> Entry:
    name = name_of(path)
    if path.is_symlink():
        return Entry(name, not _is(path, stat.S_ISREG), refusal(LINK.format(name=name)))
    if _is(path, stat.S_ISDIR):
        return Entry(name, True, lambda: files_in(path))
    file = File(PurePosixPath(name), _reader(path, path.parent, False))
    return Entry(name, False, lambda: Found((file,)))


def _walk(folder: Path, problems: list[str], notes: list[str]) -> Iterator[tuple[Path, bool]]:
    """Files below a folder, the nearest first, and with True folders in a module's place."""
    waiting = deque([(folder, 0)])
    while waiting:
        place, depth = waiting.popleft()
        for item in _listed(place, problems):
            path = Path(item.path)
            name = str(_within(path, folder))
            if not _is(path, stat.S_ISDIR):
                yield path, False
            elif item.name.endswith(".py"):
                yield path, True
            elif item.is_symlink():
                notes.append(LINKED_FOLDER.format(name=name))
            elif depth == MAX_DEPTH:
                notes.append(TOO_DEEP.format(name=name, limit=MAX_DEPTH))
            else:
                waiting.append((path, depth + 1))


def _listed(folder: Path, problems: list[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            items = sorted(listing, key=_order)
    except OSError as error:
        reason = error.strerror
        problems.append(UNREADABLE_FOLDER.format(folder=name_of(folder), reason=reason))
        return []
    return [item for item in items if not is_left_out(item.name)]


def _order(item: os.DirEntry[str]) -> tuple[bool, str]:
    """What may be somebody's work first, since not everything is looked at where there is much."""
    return not item.name.casefold().endswith(_MAY_BE_WORK), item.name


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether a path is of a kind, links followed; what may not be looked at is of none."""
    try:
        return kind(path.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def _within(path: Path, folder: Path) -> PurePosixPath:
    return PurePosixPath(*map(as_text, path.relative_to(folder).parts))


def _reader(path: Path, folder: Path, is_folder: bool) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        name = name_of(path)
        try:
            if path.is_symlink() and not _stays_in(path, folder):
                raise Unreadable(LINK_OUT.format(file=name))
            if is_folder or not path.is_file():
                raise Unreadable(NOT_A_FILE.format(file=name))
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                return stream.read(min(limit, size + 1))  # room for as much is taken at once
        except OSError as error:
            words = NO_PERMISSION.format(file=name, reason=error.strerror)
            raise Unreadable(words) from error

    return read


def _stays_in(link: Path, folder: Path) -> bool:
    """Whether a link leads to something within its folder, or nowhere at all."""
    try:
        return link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True

"""Files of a submission, wherever they are: on disk or in an archive, read only when asked."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

import msgspec

MAX_FILES = 10_000
TOO_MANY = "{name} holds more than {limit} files. Hand in your modules, and no more."
AND_MORE = "And {count} more such things."
SHOWN = 20

_TOOLS = frozenset(["__pycache__", "node_modules", "site-packages", "venv", "env"])
_LITTER = frozenset(["__macosx", "thumbs.db", "desktop.ini", "icon\r"])


class Unreadable(Exception):
    """What was handed in, or a part of it, cannot be read; the message is for its owner."""


class File(msgspec.Struct, frozen=True):
    """A file that was handed in.

    Attributes:
        path: where it is within the submission.
        read: gives its first bytes, at most as many as asked; raises Unreadable.
    """

    path: PurePosixPath
    read: Callable[[int], bytes]


class Found(msgspec.Struct, frozen=True):
    """What a submission's folder or archive holds.

    Attributes:
        files: in the order of their paths.
        problems: what could not be opened, a sentence each.
        notes: what was passed over, a sentence each.
    """

    files: tuple[File, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """Something at the top of a class's folder or archive.

    Attributes:
        name: its name, as text.
        is_folder: whether it is a folder, or is to be taken for one.
        find: lists what it holds, a file being what holds itself; raises Unreadable.
    """

    name: str
    is_folder: bool
    find: Callable[[], Found]


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden, or is something that operating systems leave behind."""
    return name.startswith(".") or name.casefold() in _LITTER


def is_left_out(name: str) -> bool:
    """Whether a file or folder of that name is none of a student's work: litter, or a tool's."""
    return is_litter(name) or name in _TOOLS


def refusal(words: str) -> Callable[..., Found]:
    """A `find` for what cannot be read."""

    def find() -> Found:
        raise Unreadable(words)

    return find


def few(sentences: Sequence[str]) -> tuple[str, ...]:
    """The first few of many sentences, and how many more there are."""
    left = len(sentences) - SHOWN
    more = (AND_MORE.format(count=left),) if left > 0 else ()
    return (*sentences[:SHOWN], *more)


def together(parts: list[Found]) -> Found:
    """What several folders or archives hold."""
    files = sorted((file for part in parts for file in part.files), key=lambda each: each.path)
    return Found(
        tuple(files),
        tuple(words for part in parts for words in part.problems),
        tuple(words for part in parts for words in part.notes),
    )


def moved(found: Found, folder: str) -> Found:
    """The same below a folder."""
    files = tuple(File(folder / file.path, file.read) for file in found.files)
    return Found(files, found.problems, found.notes)

"""From what was handed in to a `Submission`: text per topic, or why there is none."""

import codecs
import os
import re
import unicodedata
from pathlib import Path
from typing import Literal

import msgspec

from grader.curriculum import Topic
from grader.sandbox.protocol import MAX_SOURCE_BYTES

NOT_A_FILE = "{file} is not a file."
NO_PERMISSION = "{file} cannot be read: {reason}."
TOO_LARGE = "{file} has more than {limit_mib} MB, which no exercise needs."
EMPTY = "{file} is empty."
NUL_BYTES = "{file} holds NUL bytes: it is a binary file, or was damaged on its way."
UTF_16 = "{file} is text in UTF-16, which Python does not read. Save it as UTF-8."
NOT_UTF8 = "{file} is not UTF-8 text: byte {position} cannot be decoded. Save it as UTF-8."
NO_FOLDER = "There is no folder {folder}."
NO_FOLDER_OF_MODULES = (
    "There is no folder {folder} here. Go to your kit's folder, or name the folder that holds your "
    "modules with --from."
)
NOT_A_FOLDER = "{folder} is a file; name a folder."
LINK_OUT = "{file} is a link to something outside the submission, which is not followed."
UNREADABLE_FOLDER = "{folder} cannot be read: {reason}."

# as Python finds it: in a comment of its own, on the first line or the second
CODING = re.compile(rb"(?:[ \t\f]*(?:#.*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*(?P<name>[-\w.]+)")
ENCODINGS = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "latin-9": "iso-8859-15",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
}


class SubmissionError(Exception):
    """What was handed in cannot be found; the message says what to do."""


NumberOf = Literal["none", "participant", "user", "student"]
"""Whose numbers: nobody's, those of Moodle's participants, of Canvas's users, of students."""


class Identity(msgspec.Struct, frozen=True):
    """Whose a submission is, as far as a platform or a roster says; "" for what it does not.

    Attributes:
        name: the full name.
        number: the platform's number of the person, which its exports and imports go by; else
            the student number.
        number_of: what the number is one of, since two kinds may be the same and not mean so.
        email: the address.
        login: the name to log in with.
    """

    name: str = ""
    number: str = ""
    number_of: NumberOf = "none"
    email: str = ""
    login: str = ""


class HandIn(msgspec.Struct, frozen=True):
    """How a class's submission was handed in.

    Attributes:
        identity: whose it is.
        is_absent: whether the roster has the person, and nothing was handed in.
        late: whether the platform marked it as late.
        attempts: how each attempt is called, the oldest first.
        attempt: which of them this is, counted from 1; 0 where there is none.
        problem: what kept the whole submission, or an archive in it, from being read.
        notes: what else an instructor should know, a sentence each.
    """

    identity: Identity = Identity()
    is_absent: bool = False
    late: bool = False
    attempts: tuple[str, ...] = ()
    attempt: int = 0
    problem: str | None = None
    notes: tuple[str, ...] = ()


class Submission(msgspec.Struct, frozen=True):
    """One person's modules.

    Attributes:
        name: the submission's name, as its folder has it.
        sources: the text of each topic's module that could be read, as UTF-8.
        problems: why a topic's module could not be read.
        hand_in: how it was handed in; None outside a class.
        others: the same person's other attempts, where the best of them all is to count.
    """

    name: str
    sources: dict[str, bytes]
    problems: dict[str, str]
    hand_in: HandIn | None = None
    others: "tuple[Submission, ...]" = ()


def read_folder(folder: Path, topics: tuple[Topic, ...]) -> Submission:
    """Read one submission: a folder with a module for each topic.

    Args:
        folder: holds `<topic>.py` files, itself or in a folder `exercises`.
        topics: whose modules are looked for.

    Raises:
        SubmissionError: the folder is not there.
    """
    _check_is_folder(folder)
    sources, problems = {}, {}
    for topic in topics:
        try:
            file = module_file(folder, topic.name)
        except OSError as error:
            words = UNREADABLE_FOLDER.format(folder=folder.name, reason=error.strerror)
            problems[topic.name] = words
            continue
        if file is None:
            continue
        if _leads_out(file, folder):
            problems[topic.name] = LINK_OUT.format(file=file.name)
            continue
        content, problem = read_module(file)
        if problem:
            problems[topic.name] = problem
        else:
            sources[topic.name] = content
    return Submission(_name(folder), sources, problems)


def _leads_out(file: Path, folder: Path) -> bool:
    """Whether a file is a link to something outside its folder."""
    try:
        return not file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads nowhere leads nowhere outside either
        return False


def read_module(file: Path) -> tuple[bytes, str]:
    """A module's text as UTF-8 and, if it is none, the problem.

    Args:
        file: the module.
    """
    name = file.name
    if not file.is_file():
        return b"", NOT_A_FILE.format(file=name)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        return b"", NO_PERMISSION.format(file=name, reason=error.strerror)
    return module_text(name, raw)


def module_text(name: str, raw: bytes) -> tuple[bytes, str]:
    """A module's bytes as UTF-8 text and, if they are none, the problem.

    Args:
        name: of the file, for the problem.
        raw: its bytes; of a file that is too large, at least one more than the limit.
    """
    content = _in_utf8(raw.removeprefix(codecs.BOM_UTF8))
    if max(len(raw), len(content)) > MAX_SOURCE_BYTES:
        return b"", TOO_LARGE.format(file=name, limit_mib=MAX_SOURCE_BYTES // 2**20)
    return content, _fault(name, content)


def _in_utf8(content: bytes) -> bytes:
    """Text in another encoding that its first lines declare, as UTF-8; all else as it is."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        declared = CODING.match(content)
        encoding = declared["name"].decode("ascii").lower() if declared else ""
        if encoding in ENCODINGS:
            return content.decode(ENCODINGS[encoding], "replace").encode("utf-8")
    return content


def _fault(name: str, content: bytes) -> str:
    if not content.strip():
        return EMPTY.format(file=name)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16.format(file=name)
    if b"\0" in content:
        return NUL_BYTES.format(file=name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return NOT_UTF8.format(file=name, position=error.start)
    return ""


def _check_is_folder(folder: Path) -> None:
    try:
        exists, is_folder = folder.exists(), folder.is_dir()
    except OSError as error:
        words = UNREADABLE_FOLDER.format(folder=folder, reason=error.strerror)
        raise SubmissionError(words) from error
    if not exists:
        raise SubmissionError(NO_FOLDER_OF_MODULES.format(folder=folder))
    if not is_folder:
        raise SubmissionError(NOT_A_FOLDER.format(folder=folder))


def _name(folder: Path) -> str:
    """A folder's name as text, whatever bytes the file system has for it."""
    name = os.fsencode(folder.resolve().name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", name)


def module_folders(folder: Path) -> tuple[Path, ...]:
    """Where modules may be: in a folder itself, or in a folder `exercises` in it."""
    inner = folder / "exercises"
    return (folder, inner) if inner.is_dir() else (folder,)


def module_file(folder: Path, topic: str, ending: str = ".py") -> Path | None:
    """A topic's module, or another file of it, wherever it may be; None if there is none."""
    files = (place / f"{topic}{ending}" for place in module_folders(folder))
    return next((each for each in files if each.exists() or each.is_symlink()), None)

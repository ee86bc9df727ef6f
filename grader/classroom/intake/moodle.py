"""Moodle's "download all submissions" of an assignment, in its two forms.

Moodle's assignment module (mod/assign, class downloader) names a folder for each submission and
kind of answer, `Full Name_1234567_assignsubmission_file` (with one more `_` at the end in older
versions), or puts that in front of each file's own name where "download submissions in folders"
is off. Underscores in the name are made spaces there; the number is that of the participant in
this assignment, which the grading worksheet has too; a group has its name and number instead, and
those without a group have no number.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from grader.classroom.intake.files import Entry, File, Found
from grader.classroom.intake.people import Attempt, Form, Person
from grader.submission import Identity

TOLD = "{place} is Moodle's archive of an assignment, with {count}."
NEWEST = "the attempt that Moodle gave out"
ONLINE_TEXT = "A text was typed in online, which is not read."

_NAME = re.compile(
    r"^(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?$",
    re.S,
)
_FILES = "file"


def is_own(entry: Entry) -> bool:
    """Whether something is named as Moodle names it."""
    match = _NAME.match(entry.name)
    return match is not None and (entry.is_folder or bool(match["file"]))


def recognise(entries: Iterable[Entry]) -> Form:
    """Put together what belongs to one participant.

    Args:
        entries: folders and files that are named as Moodle names them.
    """
    own: dict[tuple[str, str], list[Entry]] = {}
    typed: set[tuple[str, str]] = set()
    for entry in entries:
        match = _NAME.match(entry.name)
        assert match is not None
        key = (match["name"], match["number"] or "")
        files = own.setdefault(key, [])
        if match["kind"] != _FILES:
            typed.add(key)
        else:
            files.append(entry if entry.is_folder else renamed(entry, match["file"]))
    people = tuple(
        Person(
            name,
            Identity(name=name, number=number, number_of="participant" if number else "none"),
            (Attempt(NEWEST, tuple(found)),),
            notes=(ONLINE_TEXT,) if (name, number) in typed else (),
        )
        for (name, number), found in own.items()
    )
    return Form(TOLD, people, numbers="participant")


def renamed(entry: Entry, name: str) -> Entry:
    """A file under the name that its student gave it."""

    def find() -> Found:
        return Found(tuple(File(PurePosixPath(name), file.read) for file in entry.find().files))

    return Entry(name, False, find)

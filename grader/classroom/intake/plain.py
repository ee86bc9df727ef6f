"""A folder or a zip for each submission, named as its author likes."""

import re
from collections.abc import Iterable

from grader.classroom.intake.files import Entry
from grader.classroom.intake.modules import is_archive
from grader.classroom.intake.people import Attempt, Form, Person
from grader.submission import Identity

TOLD = "{place} holds {count}: a folder or a zip for each."
ATTEMPT = "attempt {number}"

_ENDINGS = re.compile(r"(?i)\.(?:zip|rar|7z|(?:tar\.)?(?:gz|bz2|xz)|tgz|tar)$")
_NUMBERED = re.compile(r"(?i)^(?P<name>.+?)(?<![ _-])[ _-]++attempt[ _-]*+(?P<number>\d{1,6})$")


def is_own(entry: Entry) -> bool:
    """Whether something is a submission: a folder, a zip, or an archive that should be one."""
    return entry.is_folder or is_archive(entry.name)


def recognise(entries: Iterable[Entry]) -> Form:
    """Take each folder and zip as a submission, or as an attempt where it is numbered as one.

    `Ada attempt 2` and `Ada_attempt_2.zip` are attempts of Ada; `Ada` itself comes before them.

    Args:
        entries: folders and archives.
    """
    by_name: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        whole = entry.name if entry.is_folder else _ENDINGS.sub("", entry.name)
        numbered = _NUMBERED.match(whole)
        name = numbered["name"] if numbered else whole
        number = int(numbered["number"]) if numbered else 0
        by_name.setdefault((name, number), []).append(entry)
    people: list[Person] = []
    attempts: dict[str, list[Attempt]] = {}
    for (name, number), same in sorted(by_name.items()):
        label = ATTEMPT.format(number=number) if number else name
        first, *others = same
        attempts.setdefault(name, []).append(Attempt(label, (first,)))
        people += [_person(name, [Attempt(other.name, (other,))]) for other in others]
    people += [_person(name, each) for name, each in attempts.items()]
    return Form(TOLD, tuple(people))


def _person(name: str, attempts: list[Attempt]) -> Person:
    return Person(name, Identity(), tuple(attempts))

"""Canvas's zip of an assignment's submissions.

Canvas (lib/content_zipper.rb) names each file `name_LATE_12345_67890_neuron.py`: the sortable name
in small letters with all but letters, their marks, digits and `_` left out, LATE where the
submission was, the user's number, the attachment's number, and the name of the file. In an
anonymous assignment `anon_a1b2c` stands for the name and the user's number. A text or link has no
attachment, and ends in `_text.html` or `_link.html`. Who hands in `neuron.py` again finds it called
`neuron-1.py`, and from the eighth time on with a UUID in the number's place.
"""

import re
from collections.abc import Iterable, Sequence

from grader.classroom.intake.files import Entry
from grader.classroom.intake.moodle import renamed
from grader.classroom.intake.people import Attempt, Form, Person
from grader.submission import Identity

TOLD = "{place} is Canvas's archive of an assignment, with {count}."
VERSION = "version {number}"
ONLINE_TEXT = "A text or link was typed in online, which is not read."

_NAME = re.compile(
    r"^(?:(?P<name>(?!LATE_)[^\0-/:-@\[-^`{-\x7f]*?)_)?(?P<late>LATE_)?"
    r"(?P<user>\d+|anon_[0-9A-Za-z]+)_"
    r"(?:(?P<attachment>\d+)_(?P<file>.+)|(?:text|link)\.html)$",
    re.S,
)
_AGAIN = re.compile(
    r"^(?P<stem>\w++)(?:-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?=[-.])|-\d++)++"
    r"(?P<ending>\.(?:py|ipynb))$"
)


def is_own(entry: Entry) -> bool:
    """Whether something is named as Canvas names it."""
    match = _NAME.match(entry.name)
    is_named = match is not None and (match["name"] is not None or "anon_" in match["user"])
    return not entry.is_folder and is_named


def recognise(entries: Iterable[Entry], topics: Sequence[str]) -> Form:
    """Put together what belongs to one user.

    Args:
        entries: files that are named as Canvas names them.
        topics: names that a module handed in again is known by.
    """
    own: dict[str, list[re.Match[str]]] = {}
    files: dict[str, Entry] = {}
    for entry in entries:
        match = _NAME.match(entry.name)
        assert match is not None
        own.setdefault(match["user"], []).append(match)
        files[entry.name] = entry
    people = tuple(_person(each, files, topics) for each in own.values())
    return Form(TOLD, people, numbers="user")


def _person(matches: list[re.Match[str]], files: dict[str, Entry], topics: Sequence[str]) -> Person:
    first = matches[0]
    number = first["user"]
    name = first["name"] or number
    attached = sorted((each for each in matches if each["attachment"]), key=_age)
    return Person(
        name,
        Identity(name=first["name"] or "", number=number, number_of="user"),
        _attempts(attached, files, topics),
        late=any(each["late"] for each in matches),
        notes=(ONLINE_TEXT,) if len(attached) < len(matches) else (),
    )


def _age(match: re.Match[str]) -> int:
    """Attachments are numbered in the order in which they are handed in."""
    return int(match["attachment"])


def _attempts(
    attached: list[re.Match[str]], files: dict[str, Entry], topics: Sequence[str]
) -> tuple[Attempt, ...]:
    """As many attempts as the file handed in most often has versions.

    Each other file takes part in them with the version that was there by then.
    """
    versions: dict[str, list[Entry]] = {}
    for match in attached:
        name = _own_name(match["file"], topics)
        versions.setdefault(name, []).append(renamed(files[match.string], name))
    count = max(map(len, versions.values()), default=1)
    return tuple(
        Attempt(
            VERSION.format(number=number + 1),
            tuple(each[min(number, len(each) - 1)] for each in versions.values()),
        )
        for number in range(count)
    )


def _own_name(file: str, topics: Sequence[str]) -> str:
    """The name that a file had before Canvas numbered it; of topics' modules only."""
    match = _AGAIN.match(file)
    return f"{match['stem']}{match['ending']}" if match and match["stem"] in topics else file

"""A roster: who is in the class, joined with who handed something in."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.classroom.intake.people import Form, Person
from grader.classroom.table import read_table
from grader.submission import Identity, NumberOf, SubmissionError

NO_COLUMNS = (
    "The roster {file} must begin with a line of headings, one of them submission, name, email, "
    "login, id or sid; it has {found}."
)
NOBODY = "The roster {file}, line {line}, names nobody."
TWICE = "The roster {file} has {name} twice, in line {one} and in line {other}."
NOT_IN_IT = "{name} is not in the roster, and is graded all the same."
SEVERAL = "{name} may be any of several in the roster, and is joined with none of them."
JOINED = "{one} and {other} are one person's in the roster, and are attempts in this order."

_HEADINGS = {
    "submission": ("submission", "folder", "student repository name"),
    "name": ("name", "full name", "student", "student name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "email address", "e mail"),
    "login": ("login", "username", "user name", "login id", "sis login id", "github username"),
    "participant": ("participant", "identifier"),
    "user": ("id", "user id", "canvas id"),
    "student": ("sid", "student id", "student number", "id number", "sis user id", "number"),
}
_NUMBERS: tuple[NumberOf, ...] = ("student", "user", "participant")
_NOBODYS = "Points Possible"
"""What Canvas's gradebook has in the place of a name, in the line of what assignments are worth."""
_LAST_DIGITS = re.compile(r"\d+$")


class Row(msgspec.Struct, frozen=True):
    """A line of a roster.

    Attributes:
        line: its number.
        cells: what it says, by the kinds of column that are known.
    """

    line: int
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The full name; "" if it says none."""
        parts = (self.cells.get("first", ""), self.cells.get("last", ""))
        return self.cells.get("name") or " ".join(filter(None, parts))

    @property
    def label(self) -> str:
        """What to call somebody who handed nothing in."""
        others = ("login", "email", "student", "user", "participant")
        named = [self.cells.get("submission"), self.name, *map(self.cells.get, others)]
        return next((each for each in named if each), "")

    @property
    def number(self) -> tuple[str, NumberOf]:
        """The number to go by, and what it is one of."""
        for kind in _NUMBERS:
            if self.cells.get(kind):
                return self.cells[kind], kind
        return "", "none"

    def keys(self) -> set[tuple[str, str]]:
        """What it can be found by: a kind, and a value in which case and spaces do not count."""
        found = {(kind, _folded(value)) for kind, value in self.cells.items() if value}
        found.add(("name", _folded(self.name)))
        first, last = self.cells.get("first", ""), self.cells.get("last", "")
        if self.cells.get("participant"):
            digits = _LAST_DIGITS.search(self.cells["participant"])
            found.add(("participant", digits[0] if digits else ""))
        turned = {self.name, f"{last}{first}", f"{first}{last}", _last_first(self.name)}
        found |= {("squeezed", _squeezed(each)) for each in turned}
        return {key for key in found if key[1]}


def read_roster(file: Path) -> tuple[Row, ...]:
    """Read a roster.

    Args:
        file: a table with a line of headings.

    Raises:
        SubmissionError: it cannot be read, names nobody, or names somebody twice.
    """
    lines = read_table(file).filled
    headings = [_kind(each) for each in lines[0][1]] if lines else []
    if not any(headings):
        found = ", ".join(lines[0][1]) if lines else "none"
        raise SubmissionError(NO_COLUMNS.format(file=file, found=found))
    everything = (_row(line, headings, cells) for line, cells in lines[1:])
    rows = tuple(row for row in everything if row.name != _NOBODYS)
    _check(file, rows)
    return rows


def join(form: Form, rows: tuple[Row, ...]) -> Form:
    """A class with its roster: identities completed, those who handed nothing in added.

    Args:
        form: the class as it was recognised.
        rows: of the roster.
    """
    by_key: dict[tuple[str, str], set[int]] = {}
    for place, row in enumerate(rows):
        for key in row.keys():  # noqa: SIM118 - a row's keys are its own method
            by_key.setdefault(key, set()).add(place)
    notes = list(form.notes)
    fronts = _fronts(form.people)
    joined: dict[int, Person] = {}
    people: list[Person] = []
    for person in form.people:
        found, words = _place(_keys_of(person, form.numbers, fronts), by_key)
        if found is None:
            people.append(person)
            notes.append(words.format(name=person.name))
        elif found in joined:
            notes.append(JOINED.format(one=joined[found].name, other=person.name))
            joined[found] = _as_one(joined[found], person)
        else:
            joined[found] = _completed(person, rows[found])
    absent = [
        Person(row.label, _identity(row), ()) for i, row in enumerate(rows) if i not in joined
    ]
    everybody = (*joined.values(), *people, *absent)
    return msgspec.structs.replace(form, people=everybody, notes=tuple(notes))


def _place(
    keys: Iterable[tuple[str, str]], by_key: dict[tuple[str, str], set[int]]
) -> tuple[int | None, str]:
    """Where a person stands in the roster; None, and why, if nowhere or who knows where."""
    candidates: set[int] = set()
    for key in keys:
        found = by_key.get(key, set())
        if len(found) == 1:
            return next(iter(found)), ""
        candidates |= found
    return None, SEVERAL if candidates else NOT_IN_IT


def _fronts(people: Iterable[Person]) -> list[str]:
    """What stands before each name where all begin alike, the shortest first.

    GitHub Classroom names each checkout `assignment-login`, and both may have hyphens in them.
    """
    names = [_folded(each.name) for each in people]
    first = names[0] if len(names) > 1 else ""
    fronts = (first[: place + 1] for place, each in enumerate(first) if each == "-")
    return [front for front in fronts if all(name.startswith(front) for name in names)]


def _keys_of(person: Person, numbers: str, fronts: list[str]) -> Iterable[tuple[str, str]]:
    """What to look a person up by, the surest first.

    A name that an instructor chose for a folder may be of any kind; a platform's is a name.
    """
    identity = person.identity
    yield "submission", _folded(person.name)
    yield numbers, _folded(identity.number)
    yield "email", _folded(identity.email)
    if numbers == "none":
        kinds = ("login", "email", "student", "user")
        yield from ((kind, _folded(person.name)) for kind in kinds)
        yield from (("login", _folded(person.name).removeprefix(front)) for front in fronts)
    yield "name", _folded(identity.name or person.name)
    yield "squeezed", _squeezed(identity.name or person.name)


def _completed(person: Person, row: Row) -> Person:
    return msgspec.structs.replace(person, identity=_identity(row, person.identity))


def _identity(row: Row, known: Identity = Identity()) -> Identity:  # noqa: B008 - it is frozen
    """Who a line is about; the platform's own number stays, since its imports go by it."""
    cells = row.cells
    number, number_of = row.number
    return Identity(
        name=row.name or known.name,
        number=known.number or number,
        number_of=known.number_of if known.number else number_of,
        email=cells.get("email") or known.email,
        login=cells.get("login") or known.login,
    )


def _as_one(one: Person, other: Person) -> Person:
    return msgspec.structs.replace(
        one,
        attempts=(*one.attempts, *other.attempts),
        late=one.late or other.late,
        notes=(*one.notes, *other.notes),
    )


def _row(line: int, headings: list[str], cells: list[str]) -> Row:
    named = zip(headings, cells, strict=False)
    return Row(line, {kind: cell.strip() for kind, cell in named if kind and cell.strip()})


def _check(file: Path, rows: tuple[Row, ...]) -> None:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        if not row.label:
            raise SubmissionError(NOBODY.format(file=file, line=row.line))
        sure = ("submission", "email", "login", "participant", "user", "student")
        for kind in sure:
            value = _folded(row.cells.get(kind, ""))
            other = seen.setdefault((kind, value), row) if value else row
            if other is not row:
                words = TWICE.format(file=file, name=value, one=other.line, other=row.line)
                raise SubmissionError(words)


def _kind(heading: str) -> str:
    words = " ".join(re.split(r"[\s_-]+", heading.strip().casefold()))
    return next((kind for kind, known in _HEADINGS.items() if words in known), "")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _squeezed(text: str) -> str:
    """A name as Canvas writes it: letters, digits and underscores alone."""
    return re.sub(r"[^\w]", "", _folded(text))


def _last_first(name: str) -> str:
    *first, last = name.split() or [""]
    return "".join([last, *first])

"""Which row of a platform's table is whose: agreed on by everything that is known, or none."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import msgspec

from grader.report.types import Report
from grader.submission import Identity, NumberOf

# as Moodle's and Canvas's archives name what one person handed in
_NAMED: dict[NumberOf, re.Pattern[str]] = {
    "participant": re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)(?:_assignsubmission_|$)"),
    "user": re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<number>\d+)(?:_\d+_|$)"),
}


class Row(msgspec.Struct, frozen=True):
    """What a row says of its person.

    Attributes:
        number: the platform's own number.
        others: other numbers, addresses and names to log in with.
        name: the full name.
        word: what the platform calls a person whose name is not told.
    """

    number: str
    others: tuple[str, ...] = ()
    name: str = ""
    word: str = ""


class _Known(msgspec.Struct, frozen=True):
    """What is known of a submission's person.

    Attributes:
        number: of any kind.
        is_own: whether that is the platform's number.
        addresses: what else is in no two rows: an address, a name to log in with.
        names: full names.
        submission: its name, which may be any of these.
    """

    number: str
    is_own: bool
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    submission: str


class _Table:
    """A platform's rows by what they say."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.numbers = _index([(row.number,) for row in rows])
        self.others = _index([row.others for row in rows])
        self.names = _index([(row.name,) for row in rows])


class Placement(msgspec.Struct, frozen=True):
    """Who is in which row.

    Attributes:
        rows: place of the row of each submission that has one.
        unplaced: submissions that have none.
    """

    rows: dict[str, int]
    unplaced: tuple[str, ...]


def place(reports: Iterable[Report], rows: list[Row], own: NumberOf) -> Placement:
    """Find each submission's row; nothing is guessed.

    A submission is placed only if all that is known of its person and is in the table at all
    points to one and the same row, and no other submission points there. A number is not enough
    where the row's name has nothing in common with the person's, as where it is a group's.

    Args:
        reports: of the class, read one after the other.
        rows: of the table.
        own: what the platform's own numbers are of.
    """
    table = _Table(rows)
    found = {
        report.submission: _only(_pointed_at(_known(report, own), table)) for report in reports
    }
    claims = Counter(found.values())
    placed = {name: row for name, row in found.items() if row is not None and claims[row] == 1}
    return Placement(placed, tuple(name for name in found if name not in placed))


def _known(report: Report, own: NumberOf) -> _Known:
    identity = report.hand_in.identity if report.hand_in else Identity()
    named = _NAMED[own].match(report.submission)
    by_name = named["number"] if named and not identity.number else ""
    full_names = (identity.name, named["name"] if named else "")
    return _Known(
        number=identity.number or by_name,
        is_own=identity.number_of == own or bool(by_name),
        addresses=(identity.email, identity.login),
        names=tuple(filter(None, full_names)),
        submission=report.submission,
    )


def _pointed_at(known: _Known, table: _Table) -> list[set[int]]:
    """The rows that each thing known of a person points to."""
    number = _folded(known.number)
    numbered = (known.is_own and table.numbers.get(number)) or table.others.get(number)
    addressed = [table.others.get(_folded(each)) for each in known.addresses]
    if numbered and not any(addressed):
        numbered = {row for row in numbered if _may_be(known, table.rows[row])}
        if not numbered:
            return []
    certain = [rows for rows in [numbered, *addressed] if rows]
    named = [table.names.get(_folded(each)) for each in [*known.names, known.submission]]
    if not certain:
        named.append(table.others.get(_folded(known.submission)))
    return [rows for rows in [*certain, *named] if rows]


def _may_be(known: _Known, row: Row) -> bool:
    """Whether a row's name has a word in common with the person's, or one is not known."""
    words = re.findall(r"\w+", _bare(f"{row.name} {row.word}"))
    person = _bare("".join([*known.names, known.submission]))
    return not known.names or not row.name or any(word in person for word in words)


def _bare(name: str) -> str:
    """A name without accents, as systems write it that know none."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))


def _only(pointers: list[set[int]]) -> int | None:
    common = set.intersection(*pointers) if pointers else set()
    return next(iter(common)) if len(common) == 1 else None


def _index(values: list[tuple[str, ...]]) -> dict[str, set[int]]:
    index: dict[str, set[int]] = {}
    for place_of, each in enumerate(values):
        for value in each:
            if value:
                index.setdefault(_folded(value), set()).add(place_of)
    return index


def _folded(text: str) -> str:
    """A text as it compares; `Last, First` is `First Last`."""
    last, comma, first = text.partition(",")
    whole = f"{first} {last}" if comma else text
    return " ".join(unicodedata.normalize("NFKC", whole).casefold().split())

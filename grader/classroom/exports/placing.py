"""Which row of a platform's table is whose: agreed on by everything that is known, or none."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import msgspec

from grader.report.types import Report

UNPLACED = "{names}: in no row of {file}, or not in one alone. Fill these in yourself."
NO_MARK = "{names}: without a mark, since the grader failed over them. Grade again first."
SHOWN = 20
AND_MORE = "and {count} more"

# as Moodle's and Canvas's archives name what one person handed in
_MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_")
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<number>\d+)(?:_\d+_|$)")


class Row(msgspec.Struct, frozen=True):
    """What a row says of its person.

    Attributes:
        number: the platform's own number.
        others: other numbers, addresses and names to log in with.
        name: the full name.
    """

    number: str
    others: tuple[str, ...] = ()
    name: str = ""


class Placement(msgspec.Struct, frozen=True):
    """Who is in which row.

    Attributes:
        rows: place of the row of each submission that has one.
        unplaced: submissions that have none.
    """

    rows: dict[str, int]
    unplaced: tuple[str, ...]


def place(reports: Iterable[Report], rows: list[Row]) -> Placement:
    """Find each submission's row; nothing is guessed.

    A submission is placed only if all that is known of its person and is in the table at all
    points to one and the same row, and no other submission points there.

    Args:
        reports: of the class, read one after the other.
        rows: of the table.
    """
    numbers = _index([(row.number,) for row in rows])
    others = _index([row.others for row in rows])
    names = _index([(row.name,) for row in rows])
    found = {
        report.submission: _only(_pointed_at(report, numbers, others, names)) for report in reports
    }
    claims = Counter(found.values())
    placed = {name: row for name, row in found.items() if row is not None and claims[row] == 1}
    return Placement(placed, tuple(name for name in found if name not in placed))


def _pointed_at(
    report: Report,
    numbers: dict[str, set[int]],
    others: dict[str, set[int]],
    names: dict[str, set[int]],
) -> list[set[int]]:
    """The rows that each thing known of a person points to."""
    identity = report.hand_in.identity if report.hand_in else None
    named = _MOODLE.match(report.submission) or _CANVAS.match(report.submission)
    number = (identity.number if identity else "") or (named["number"] if named else "")
    exact = numbers.get(_folded(number)) or others.get(_folded(number))
    known = [identity.email, identity.login] if identity else []
    pointers = [exact, *(others.get(_folded(each)) for each in known)]
    certain = [rows for rows in pointers if rows]
    if certain:
        return certain
    full_names = [identity.name if identity else "", named["name"] if named else ""]
    by_name = [names.get(_folded(each)) for each in [*full_names, report.submission]]
    by_name.append(others.get(_folded(report.submission)))
    return [rows for rows in by_name if rows]


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


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, the first few of many."""
    every = list(names)
    more = [AND_MORE.format(count=len(every) - SHOWN)] if len(every) > SHOWN else []
    return ", ".join([*every[:SHOWN], *more])

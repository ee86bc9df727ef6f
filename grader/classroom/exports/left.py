"""Who is left for an instructor to see to once a platform's table is filled in."""

from collections.abc import Iterable

import msgspec

UNPLACED = "{names}: in no row of {file}, or not in one alone. Fill these in yourself."
NO_MARK = "{names}: without a mark, since the grader failed over them. Grade again first."
SHOWN = 20
AND_MORE = "and {count} more"


class Left(msgspec.Struct, frozen=True):
    """Submissions that something must still be done about.

    Attributes:
        words: what, with {names} and perhaps {file} to be filled in.
        names: of the submissions.
        file: the table concerned.
    """

    words: str
    names: tuple[str, ...]
    file: str = ""

    def in_full(self) -> str:
        """The sentence with every name."""
        return self.words.format(names=", ".join(self.names), file=self.file)

    def in_short(self) -> str:
        """The sentence for a terminal: with the first few of many names."""
        beyond = len(self.names) - SHOWN
        more = [AND_MORE.format(count=beyond)] if beyond > 0 else []
        names = ", ".join([*self.names[:SHOWN], *more])
        return self.words.format(names=names, file=self.file)


def unplaced(names: Iterable[str], file: object) -> list[Left]:
    """Those that have no row in a table; nothing where all have."""
    return _any(UNPLACED, tuple(names), str(file))


def without_mark(names: Iterable[str]) -> list[Left]:
    """Those that the grader failed over; nothing where it failed over none."""
    return _any(NO_MARK, tuple(names))


def _any(words: str, names: tuple[str, ...], file: str = "") -> list[Left]:
    return [Left(words, names, file)] if names else []

"""Text from students made harmless to show: control characters and reversals are written out."""

import re
import unicodedata

_KEPT = frozenset("\n\t")
_UNSHOWN_CATEGORIES = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
_UNUSUAL = re.compile(r"[^\n\t -~]")
_JOINERS = frozenset("\u200c\u200d\ufe0f")
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def plain(text: str) -> str:
    r"""A text whose control and formatting characters are written out, like `\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return _UNUSUAL.sub(_shown, text)


def plain_line(text: str) -> str:
    """The same on one line."""
    return plain(text).replace("\n", " ").replace("\t", " ")


def plain_cell(text: str) -> str:
    """The same for a cell of a spreadsheet, with a `'` before what would be a formula."""
    shown = plain(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULAS) else shown


def is_harmless(character: str) -> bool:
    """Whether a character neither commands a terminal nor changes how others are shown."""
    return (
        character in _KEPT
        or character in _JOINERS
        or unicodedata.category(character) not in _UNSHOWN_CATEGORIES
    )


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    if is_harmless(character):
        return character
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")

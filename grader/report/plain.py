"""Text from students made harmless to show: control characters and reversals are written out."""

import unicodedata

_KEPT = frozenset("\n\t")
_UNSHOWN_CATEGORIES = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
_JOINERS = frozenset("\u200c\u200d\ufe0f")


def plain(text: str) -> str:
    r"""A text whose control and formatting characters are written out, like `\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(each) for each in text)


def plain_line(text: str) -> str:
    """The same on one line."""
    return plain(text).replace("\n", " ").replace("\t", " ")


def _shown(character: str) -> str:
    if character in _KEPT or character in _JOINERS:
        return character
    if unicodedata.category(character) in _UNSHOWN_CATEGORIES:
        return character.encode("unicode_escape", "backslashreplace").decode("ascii")
    return character

"""File names for submissions: safe everywhere, and unique also where case does not count."""

import re
import unicodedata

MAX_BYTES = 200
_UNSAFE = re.compile(r"[^\w\- .@+()]|^[. ]+|(?<![. ])[. ]+$")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\..*)?$")


class FileNames:
    """Gives each submission a file name of its own, the same in every run of the same order."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def name_for(self, submission: str) -> str:
        """A name without an ending."""
        name = safe_name(submission)
        count = self._taken.get(_folded(name), 0) + 1
        self._taken[_folded(name)] = count
        numbered = name
        while count > 1 and _folded(numbered) in self._taken:
            numbered = f"{name}-{count}"
            count += 1
        self._taken.setdefault(_folded(numbered), 1)
        return numbered


def safe_name(text: str) -> str:
    """A text with all that a file system may trip over replaced by `_`."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    cut = name.encode("utf-8")[:MAX_BYTES].decode("utf-8", "ignore").rstrip(". ")
    return f"_{cut}" if not cut or _RESERVED.match(cut) else cut


def _folded(name: str) -> str:
    """What a file system that ignores case takes a name for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())

"""Numbers in the cells of spreadsheets, whichever decimal mark they have."""

import re

_UNCLEAR = re.compile(r"[1-9]\d{0,2},\d{3}")
_IN_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d+")
_IN_GERMAN = re.compile(r"\d{1,3}(\.\d{3})+,\d+")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


def number_in(cell: str) -> float | None:
    """A number, whichever decimal mark it has; None where there is none.

    There is none in `1,000` either, which is a thousand to some and one to others.
    """
    text = "".join(cell.split())  # spaces that do not break, too
    if _UNCLEAR.fullmatch(text):
        return None
    if _IN_ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    elif _IN_GERMAN.fullmatch(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else None


def number_cell(value: float, like: str) -> str:
    """A number with up to two decimals, with the decimal mark of another cell."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if "," in like else text

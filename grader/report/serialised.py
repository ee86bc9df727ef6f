"""A report as JSON: the same data for whoever parses it, and harmless to whoever looks at it."""

import re

import msgspec

from grader.report.plain import is_harmless
from grader.report.types import Report

_UNUSUAL = re.compile(r"[^\n -~]")


def to_json(report: Report) -> str:
    r"""A report as indented JSON; control and formatting characters are escaped, like `\u202e`."""
    text = msgspec.json.format(msgspec.json.encode(report), indent=1).decode("utf-8")
    if text.isascii() and "\x7f" not in text:  # below a blank, JSON escapes all by itself
        return text
    return _UNUSUAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if is_harmless(character):
        return character
    units = character.encode("utf-16-be").hex()
    return "".join(rf"\u{units[place : place + 4]}" for place in range(0, len(units), 4))

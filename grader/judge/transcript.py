"""What is said in a criterion, word for word: what the suite asks, and what the module answers."""

import msgspec


class Line(msgspec.Struct, frozen=True):
    """One call.

    Attributes:
        request: its frame.
        header: of the answer's frame.
        raw: the rest of it.
    """

    request: bytes
    header: bytes
    raw: bytes


class Transcript(msgspec.Struct):
    """What is said while a criterion runs.

    Attributes:
        lines: the calls.
        called: exercises that calls name.
        uses: what the suite asked of the module's text: whether one exercise uses another.
    """

    lines: list[Line] = []
    called: set[str] = set()
    uses: dict[tuple[str, str], bool] = {}

"""Where the time of a submission went, for the terminal."""

from collections.abc import Mapping

from rich.console import RenderableType
from rich.table import Table

READY = "until the judge was ready"
TOTAL = "all"


def render_profile(
    ready_s: float, first: Mapping[str, float], again: Mapping[str, float]
) -> RenderableType:
    """A row for each kind of work, in milliseconds: the first time, and once more.

    Args:
        ready_s: seconds until the judge was ready.
        first: seconds by kind of work.
        again: the same, judged again by the judge that is warm now.
    """
    table = Table(box=None, pad_edge=False)
    for heading in ("ms", "first", "again"):
        table.add_column(heading, justify="left" if heading == "ms" else "right")
    table.add_row(READY, _ms(ready_s), "")
    for name in sorted(first, key=lambda name: -first[name]):
        table.add_row(name, _ms(first[name]), _ms(again.get(name, 0.0)))
    table.add_row(TOTAL, _ms(ready_s + sum(first.values())), _ms(sum(again.values())))
    return table


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}"

"""What `grader doctor` found, for the terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.health import Finding

_MEND = "\n{names}:\n  {mend}"
_MARKS = {True: Text("✔", style="green"), False: Text("✘", style="red")}


def render_health(findings: Sequence[Finding]) -> RenderableType:
    """A row for each finding, and below what mends those that will not do.

    What is to be typed stays on one line, however narrow the terminal is.
    """
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in findings:
        table.add_row(_MARKS[finding.ok], finding.name, Text(finding.found))
    return Group(table, *_mends(findings))


def _mends(findings: Sequence[Finding]) -> list[Text]:
    mends: dict[str, list[str]] = {}
    for finding in findings:
        if finding.mend:
            mends.setdefault(finding.mend, []).append(finding.name)
    return [
        Text(_MEND.format(names=", ".join(names), mend=mend), no_wrap=True, overflow="ignore")
        for mend, names in mends.items()
    ]

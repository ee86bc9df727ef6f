"""What `grader doctor` found, for the terminal."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from grader.health import Finding

_MARKS = {True: Text("✔", style="green"), False: Text("✘", style="red")}


def render_health(findings: Iterable[Finding]) -> Table:
    """A row for each finding."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in findings:
        table.add_row(_MARKS[finding.ok], finding.name, finding.found, finding.mend)
    return table

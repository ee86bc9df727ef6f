"""The command that looks at the machine."""

import typer


def doctor() -> None:
    """Say what this machine has, what is missing, and how to get it."""
    from rich.console import Console

    from grader.health import examine
    from grader.report.health import render_health

    findings = examine()
    Console().print(render_health(findings), crop=False)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)

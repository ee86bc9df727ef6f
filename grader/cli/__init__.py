"""The command `grader`: arguments and exit codes; what it does is done elsewhere."""

from grader.cli.main import main

__all__ = ["main"]

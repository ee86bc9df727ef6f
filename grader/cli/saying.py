"""Sentences for people: made harmless, and on a terminal broken between words and not within."""


def say(words: str) -> None:
    """Say something on the standard output."""
    _print(words, is_error=False)


def complain(words: str) -> None:
    """Say something on the standard error."""
    _print(words, is_error=True)


def _print(words: str, *, is_error: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from grader.report.plain import plain

    console = Console(stderr=is_error)
    console.print(Text(plain(words)), soft_wrap=not console.is_terminal)

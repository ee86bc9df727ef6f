"""What people would see."""

from io import StringIO

from rich.console import Console, RenderableType


def shown(content: RenderableType, width: int = 80) -> str:
    """Something as text without colours."""
    stream = StringIO()
    Console(file=stream, width=width).print(content)
    return stream.getvalue()

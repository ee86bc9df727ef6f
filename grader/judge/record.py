"""Whether what comes back from the worker goes on record, for diagnosis and for feedback."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_on_record: ContextVar[bool] = ContextVar("on_record", default=True)


def on_record() -> bool:
    """Whether calls are to be noted."""
    return _on_record.get()


@contextmanager
def off_the_record() -> Iterator[None]:
    """Calls inside are asked like any other, but not noted."""
    token = _on_record.set(False)
    try:
        yield
    finally:
        _on_record.reset(token)

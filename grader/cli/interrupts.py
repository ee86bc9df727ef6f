"""Ctrl-C, heeded wherever it comes."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def heeding_interrupts() -> Iterator[Callable[[], None]]:
    """Inside, an interrupt is not forgotten; gives what raises it again.

    Python drops what is raised within a finalizer, an interrupt included: whoever pressed Ctrl-C
    at that moment would wait for the end of a class.
    """
    asked, before = Event(), signal.getsignal(signal.SIGINT)

    def interrupt(*_: object) -> None:
        asked.set()
        raise KeyboardInterrupt

    def heed() -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)

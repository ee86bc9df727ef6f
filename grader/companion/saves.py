"""Which modules are saved: from the file system's events or, where none arrive, by looking."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.submission import module_folders

QUIET_MS = 10
TOGETHER_MS = 100
LOOK_EVERY_S = 0.05
STOP_EVERY_MS = 100

Save = Callable[[str], None]
"""Takes the name of a topic."""


@contextmanager
def saves_told(
    folder: Path, topics: Sequence[str], save: Save, *, by_looking: bool
) -> Iterator[None]:
    """Have each save told while the context lasts.

    Args:
        folder: holds the modules, itself or in a folder `exercises`.
        topics: names of the modules.
        save: is called in another thread, once for each topic whose module was written.
        by_looking: do not rely on events, but look at the files again and again.
    """
    ended = threading.Event()
    files = {place / f"{topic}.py": topic for place in module_folders(folder) for topic in topics}
    watched = _look if by_looking else _watch_or_look
    thread = threading.Thread(target=watched, args=(files, save, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _watch_or_look(files: dict[Path, str], save: Save, ended: threading.Event) -> None:
    """Tell saves by events or, where the system or this installation has none, by looking."""
    try:
        _watch(files, save, ended)
    except (ImportError, OSError, RuntimeError):
        _look(files, save, ended)


def _watch(files: dict[Path, str], save: Save, ended: threading.Event) -> None:
    """Tell saves by the file system's events."""
    from watchfiles import Change, watch

    names = {file.name for file in files}
    folders = {file.parent for file in files if file.parent.is_dir()}
    for changes in watch(
        *folders,
        watch_filter=lambda change, path: change != Change.deleted and Path(path).name in names,
        debounce=TOGETHER_MS,
        step=QUIET_MS,
        stop_event=ended,
        rust_timeout=STOP_EVERY_MS,
        raise_interrupt=False,
        recursive=False,
    ):
        for topic in sorted({Path(path).stem for _, path in changes}):
            save(topic)


def _look(files: dict[Path, str], save: Save, ended: threading.Event) -> None:
    """Tell saves by looking at every file again and again, to the nanosecond where there are."""
    before = {file: _stamp(file) for file in files}
    while not ended.wait(LOOK_EVERY_S):
        for file, topic in files.items():
            stamp = _stamp(file)
            if stamp != before[file] and stamp is not None:
                save(topic)
            before[file] = stamp


def _stamp(file: Path) -> tuple[int, int] | None:
    """What changes when a file is written; None while it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size

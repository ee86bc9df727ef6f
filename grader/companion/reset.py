"""A fresh start: a topic's stub is restored, and what was there is kept beside it."""

from datetime import datetime
from pathlib import Path

import msgspec

from grader.companion.errors import CompanionError
from grader.places import data_file
from grader.stubs import make_stub
from grader.submission import NO_FOLDER_OF_MODULES, module_file, module_folders

BACKUPS = "backups"
NO_STUB = "This installation has no stub of {topic} to restore. Take it from the kit again."
NOT_DONE = "{file} could not be restored, and is as it was: {reason}."


class FreshStart(msgspec.Struct, frozen=True):
    """What was done.

    Attributes:
        module: the file that is a stub again.
        is_changed: whether it was not a stub already.
        backup: where what it held is kept; None where there was nothing to keep.
    """

    module: Path
    is_changed: bool
    backup: Path | None


def restore_stub(topic: str, folder: Path, now: datetime) -> FreshStart:
    """Restore a topic's stub.

    Args:
        topic: its name.
        folder: holds the student's modules.
        now: names the backup.

    Raises:
        CompanionError: there is no such folder, no stub, or it cannot be written.
    """
    if not folder.is_dir():
        raise CompanionError(NO_FOLDER_OF_MODULES.format(folder=folder))
    module = module_file(folder, topic) or module_folders(folder)[-1] / f"{topic}.py"
    stub = fresh_stub(topic, module)
    try:
        held = module.read_bytes() if module.exists() else b""
        backup = None if held in (b"", stub) else _keep(held, module.parent / BACKUPS, topic, now)
        if held != stub:
            module.write_bytes(stub)
    except OSError as error:
        raise CompanionError(NOT_DONE.format(file=module, reason=error.strerror)) from error
    return FreshStart(module, held != stub, backup)


def fresh_stub(topic: str, module: Path) -> bytes:
    """The stub of a topic, from where the student has not written into it.

    In a clone the student writes into the very stubs; but there the solutions are, which stubs are
    made from.

    Args:
        topic: its name.
        module: what the student writes into.

    Raises:
        CompanionError: this installation has neither.
    """
    solution = data_file("solutions", topic)
    if solution is not None:
        return make_stub(solution.read_text(encoding="utf-8"), str(solution)).encode("utf-8")
    stub = data_file("exercises", topic)
    if stub is None or stub.resolve() == module.resolve():
        raise CompanionError(NO_STUB.format(topic=topic))
    return stub.read_bytes()


def _keep(held: bytes, backups: Path, topic: str, now: datetime) -> Path:
    """Write a backup under a name that is not taken yet."""
    backups.mkdir(exist_ok=True)
    name = f"{topic}-{now:%Y-%m-%d-%H%M%S}"
    backup = backups / f"{name}.py"
    count = 1
    while backup.exists():
        count += 1
        backup = backups / f"{name}-{count}.py"
    with backup.open("xb") as stream:
        stream.write(held)
    return backup

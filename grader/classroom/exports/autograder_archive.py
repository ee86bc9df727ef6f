"""The archive that Gradescope makes an autograder from: scripts, the kit itself, and settings.

As its specification has it: `setup.sh` and `run_autograder` stand at the archive's root, which
becomes `/autograder/source`; the first runs once, when the image is built, the second for each
submission, and leaves `/autograder/results/results.json`.
"""

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from grader.classroom.autograder import Settings
from grader.curriculum import Topic
from grader.places import data_folder
from grader.submission import SubmissionError

NOT_WRITABLE = "Cannot write {file}: {reason}."
SETUP = """\
#!/usr/bin/env bash
# Runs once, when the image is built. For a smaller image, name an index with PyTorch's CPU build
# in PIP_EXTRA_INDEX_URL here.
set -euo pipefail
apt-get update
apt-get install --yes python3 python3-venv
python=python3
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    apt-get install --yes python3.11 python3.11-venv
    python=python3.11
fi
"$python" -m venv /autograder/venv
/autograder/venv/bin/pip install --no-cache-dir -r /autograder/source/requirements.txt
"""
RUN = """\
#!/usr/bin/env bash
# Runs for each submission. One thread: half a processor is not made faster by several.
set -euo pipefail
export PYTHONPATH=/autograder/source OMP_NUM_THREADS=1
exec /autograder/venv/bin/python -m grader.classroom.autograder \\
    /autograder/source/settings.json /autograder/submission /autograder/results/results.json
"""
NEEDED = ("msgspec", "nbformat", "numpy", "pytest", "rich")

_PACKAGE = Path(__file__).parent.parent.parent
_KEPT = (".py", ".toml")
_DATE = (1980, 1, 1, 0, 0, 0)


def build_archive(file: Path, topics: tuple[Topic, ...], settings: Settings) -> None:
    """Write the archive; the same kit and settings give the same bytes.

    Args:
        file: where to.
        topics: what it will judge.
        settings: how.

    Raises:
        SubmissionError: it cannot be written.
    """
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "setup.sh", SETUP.encode(), 0o755)
            _put(archive, "run_autograder", RUN.encode(), 0o755)
            _put(archive, "settings.json", msgspec.json.encode(settings), 0o644)
            _put(archive, "requirements.txt", _requirements(topics).encode(), 0o644)
            for name, path in _kit():
                _put(archive, name, path.read_bytes(), 0o644)
    except OSError as error:
        raise SubmissionError(NOT_WRITABLE.format(file=file, reason=error.strerror)) from error


def _requirements(topics: tuple[Topic, ...]) -> str:
    """The libraries that judging needs, at the versions that are installed here."""
    torch = ["torch"] if any(topic.library == "torch" for topic in topics) else []
    return "".join(f"{name}=={_public(name)}\n" for name in [*NEEDED, *torch])


def _public(name: str) -> str:
    """A version without what a build adds to it, such as `+cpu`."""
    return version(name).partition("+")[0]


def _kit() -> Iterator[tuple[str, Path]]:
    for path in sorted(_PACKAGE.rglob("*")):
        inside = path.relative_to(_PACKAGE)
        if path.suffix in _KEPT and inside.parts[0] != "data":
            yield f"grader/{inside.as_posix()}", path
    for kind in ("exercises", "solutions"):
        for path in sorted(data_folder(kind).glob("*.py")):
            yield f"grader/data/{kind}/{path.name}", path


def _put(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)

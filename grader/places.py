"""Where stubs and solutions are, beside the package or inside a wheel, and the user's cache."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """The folder `exercises` or `solutions`.

    Raises:
        FileNotFoundError: this installation does not carry it.
    """
    for folder in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation carries no {name}")


def data_file(kind: str, topic: str) -> Path | None:
    """A topic's stub or solution; None where this installation does not carry it.

    Args:
        kind: `exercises` or `solutions`.
        topic: its name.
    """
    try:
        file = data_folder(kind) / f"{topic}.py"
    except FileNotFoundError:
        return None
    return file if file.is_file() else None


def is_data_folder(name: str, folder: Path) -> bool:
    """Whether a folder is the one of that name which this installation carries."""
    try:
        return data_folder(name).resolve() == folder.resolve()
    except FileNotFoundError:
        return False


def fairness_folder() -> Path | None:
    """The folder of right but unusual implementations; None outside a clone."""
    folder = _PACKAGE.parent / "tests" / "fairness"
    return folder if folder.is_dir() else None


def install_command(packages: str) -> str:
    """What gets packages: in a clone, at the versions that it is tested with."""
    has_constraints = (_PACKAGE.parent / "constraints.txt").is_file()
    return f"python -m pip install {'-c constraints.txt ' if has_constraints else ''}{packages}"


def cache_folder() -> Path:
    """Where this user's cache is; it need not exist."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "neuron-to-mlp"

"""The real command, in a process of its own."""

import os
import subprocess
import sysconfig
from pathlib import Path

GRADER = Path(sysconfig.get_path("scripts")) / "grader"
ROOT = Path(__file__).parent.parent
PATIENCE_S = 240.0

NO_TORCH = """
import importlib.machinery
found = importlib.machinery.PathFinder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] == "torch" else found(name, path, target)
importlib.machinery.PathFinder.find_spec = find_spec
"""


def run(
    *words: object, cwd: Path = ROOT, without_torch: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `grader` with these words.

    Args:
        words: the arguments.
        cwd: where to run it.
        without_torch: a folder for what hides torch from the command; None leaves torch there.
        variables: for its environment.
    """
    environment = {**os.environ, "COLUMNS": "120", **variables}
    if without_torch is not None:
        (without_torch / "sitecustomize.py").write_text(NO_TORCH)
        environment["PYTHONPATH"] = str(without_torch)
    return subprocess.run(
        [GRADER, *map(str, words)],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def is_a_sentence(text: str) -> bool:
    """Whether something was said to people: no traceback, and an end."""
    return "Traceback" not in text and text.strip().endswith((".", "?", "!", "`"))

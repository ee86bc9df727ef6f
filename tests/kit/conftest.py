"""One kit for all tests of it, since making it judges every misconception."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.kit.building import build_kit

MAIN = "from grader.cli import main; main()"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit that no test changes."""
    folder = tmp_path_factory.mktemp("made") / "kit"
    build_kit(folder)
    return folder


@pytest.fixture
def run_kit(kit: Path, tmp_path: Path) -> Run:
    """Runs the kit's own `grader`, with nothing of the clone in reach, in an empty folder."""

    def run(*words: str, code: str = MAIN, kit: Path = kit, also: Path = kit) -> object:
        return subprocess.run(
            [sys.executable, "-P", "-c", f"import sys; sys.argv[0] = 'grader'; {code}", *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": f"{kit}{os.pathsep}{also}",
                "COLUMNS": "80",
                "NO_COLOR": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run  # type: ignore[return-value]

"""`grader doctor` says what is missing, and the command that mends it, on one line to copy."""

import os
import subprocess

import pytest

from tests.commands import ROOT
from tests.sandbox.confinement.worlds import World

DOCTOR = "from grader.cli import main; import sys; sys.argv = ['grader', 'doctor']; main()"
USER = "root" if os.geteuid() == 0 else "ordinary"


@pytest.mark.parametrize(
    ("system", "level", "mend"),
    [
        ("docker", "container", "docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined"),
        ("docker_without_landlock", "none", "docker run --security-opt seccomp=unconfined ..."),
        ("docker_without_seccomp", "none", "docker run --security-opt seccomp=unconfined ..."),
    ],
)
def test_a_lesser_system_is_told_as_it_is(system: str, level: str, mend: str) -> None:
    command = World("none", USER, system).command("-c", DOCTOR)
    done = subprocess.run(
        command, env={**os.environ, "COLUMNS": "40"}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"Isolation {level}: " in " ".join(done.stdout.split())
    assert any(line.strip().startswith(mend) for line in done.stdout.splitlines())

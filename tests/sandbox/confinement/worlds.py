"""Worlds that an attempt is made in: a level, on a system, as a user."""

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, NamedTuple

import grader

_HERE = Path(__file__).parent
_ORDINARY = 61_234
_SYSTEM_PYTHON = "/usr/bin/python3"
_CAN_RUN_ITSELF = """
import subprocess, sys
import grader.judge.glass, numpy
subprocess.check_call([sys.executable, "-c", ""])
"""

CANNOT_BE_ROOT = "it takes root to make an attempt as root"
NO_PYTHON_FOR_OTHERS = "no Python that an ordinary user could run"


class Outcome(NamedTuple):
    """How an attempt ended: in a value, an exception, the worker's death, or before it began."""

    value: Any = None
    kinds: tuple[str, ...] = ()
    message: str = ""
    crash: str = ""
    fault: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether it returned."""
        return not (self.kinds or self.crash or self.fault)


class Unsuitable(Exception):
    """This machine has no such world."""


@dataclass(frozen=True)
class World:
    """Where attempts are made."""

    level: str
    user: str
    system: str = ""
    library: str = "numpy"

    def __str__(self) -> str:
        parts = (self.level, self.user, self.system, self.library)
        return "-".join(part for part in parts if part)

    def command(self, *arguments: str) -> list[str]:
        """How to run Python in it, short of any level.

        Raises:
            Unsuitable: this machine has no such world.
        """
        python = sys.executable
        prefix: list[str] = []
        if self.system:
            prefix = [sys.executable, str(_HERE / "lesser_system.py"), self.system]
        if self.user == "root" and os.geteuid() != 0:
            raise Unsuitable(CANNOT_BE_ROOT)
        if self.user == "ordinary" and os.geteuid() == 0:
            python = python_for_others()
            prefix += _as_ordinary()
        return [*prefix, python, *arguments]


@dataclass
class Driver:
    """A running `driver.py`."""

    process: "subprocess.Popen[str]"
    start: dict[str, Any] = field(default_factory=dict)

    def attempt(self, source: str, seconds: float = 10.0, **limits: Any) -> Outcome:
        """Have a worker of its own run a source's `attempt()`.

        Args:
            source: a module.
            seconds: of wall time for the call.
            limits: other than the usual.
        """
        assert self.process.stdin is not None
        request = {"source": source, "limits": limits, "seconds": seconds}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return Outcome(**self.read())

    def read(self) -> dict[str, Any]:
        """The next line.

        Raises:
            RuntimeError: the driver itself failed; what it said is on stderr.
        """
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError("the driver ended without a word")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End it, and all that it started."""
        self.process.kill()
        self.process.communicate()


def start(world: World) -> Driver:
    """Start a driver, and wait until it is ready or says why it is not."""
    command = world.command("-P", str(_HERE / "driver.py"), world.library, world.level)
    environment = {**os.environ, "SECRET_OF_THE_JUDGE": "swordfish"}
    driver = Driver(
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment,
        )
    )
    driver.start = driver.read()
    return driver


@cache
def python_for_others() -> str:
    """An interpreter, with the kit and its packages, that an ordinary user can run.

    Raises:
        Unsuitable: there is none.
    """
    for python in (sys.executable, _environment_on_system_python()):
        trial = [*_as_ordinary(), python, "-P", "-c", _CAN_RUN_ITSELF]
        if python and subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return python
    raise Unsuitable(NO_PYTHON_FOR_OTHERS)


def _environment_on_system_python() -> str:
    """An environment that borrows this one's packages; empty without a like Python."""
    question = "import sys; print(sys.version_info[:2])"
    try:
        known = subprocess.check_output([_SYSTEM_PYTHON, "-c", question], text=True).strip()
    except OSError:
        return ""
    if known != str(sys.version_info[:2]):
        return ""
    folder = Path(mkdtemp(prefix="grader-environment-"))
    atexit.register(rmtree, folder)
    folder.chmod(0o755)
    subprocess.check_call([_SYSTEM_PYTHON, "-m", "venv", "--without-pip", str(folder)])
    packages = next(folder.glob("lib/python3*/site-packages"))
    borrowed = [path for path in sys.path if path.endswith("-packages")]
    kit = Path(grader.__file__ or "").parents[1]
    (packages / "borrowed.pth").write_text("\n".join([*borrowed, str(kit)]) + "\n")
    return str(folder / "bin" / "python")


def _as_ordinary() -> list[str]:
    return ["setpriv", f"--reuid={_ORDINARY}", f"--regid={_ORDINARY}", "--clear-groups"]

"""A grader as graders often are: student code, expected values and verdict in one process.

Run as `python -m tests.attacks.one_process MODULE...`: for each module, pytest judges it in a fork,
and a line of JSON says how that ended. Nothing here stands between a module and the tests.
"""

import json
import os
import sys
import tempfile
import types
from pathlib import Path

import numpy as np
import pytest

SUITE = """
import numpy as np
import student


def weighted_sum(x, w, b):
    return float(np.sum(x * w) + b)


def inputs():
    draws = np.random.default_rng(0)
    return draws.standard_normal(3), draws.standard_normal(3), 0.0


def test_weighted_sum():
    x, w, b = inputs()
    expected = weighted_sum(x, w, b)
    got = student.weighted_sum(x, w, b)
    assert np.allclose(got, expected)


def test_neuron():
    x, w, b = inputs()
    expected = np.tanh(weighted_sum(x, w, b))
    try:
        got = student.neuron(x, w, b, np.tanh)
    except Exception as error:
        raise AssertionError(f"{type(error).__name__}: {error}")
    assert all(np.isclose(np.atleast_1d(got), expected))
"""
NOT_SUCCESS = 99


def main(files: list[str]) -> None:
    """Judge each module, and say what exit code its grader ended with, and what it said."""
    for file in files:
        sys.stdout.write(json.dumps(_judged(Path(file))) + "\n")
        sys.stdout.flush()


def _judged(file: Path) -> dict[str, object]:
    with tempfile.TemporaryFile() as output:
        pid = os.fork()
        if pid == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            _grade_and_exit(file.read_text(encoding="utf-8"))
        _, status = os.waitpid(pid, 0)
        output.seek(0)
        said = output.read().decode(errors="replace")
    return {"module": str(file), "exit": os.waitstatus_to_exitcode(status), "said": said}


def _grade_and_exit(source: str) -> None:
    code = NOT_SUCCESS
    try:
        student = types.ModuleType("student")
        sys.modules["student"] = student
        np.random.seed(0)
        exec(compile(source, "student.py", "exec"), student.__dict__)
        with tempfile.TemporaryDirectory() as folder:
            suite = Path(folder, "test_suite.py")
            suite.write_text(SUITE)
            words = ["-q", "-c", os.devnull, "--rootdir", folder, "-p", "no:cacheprovider"]
            code = int(pytest.main([*words, "--assert=plain", str(suite)]))
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])

"""A zygote forks workers that hold to their limits, and none of them outlives who asked for it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.judge.errors import Crashed, TimedOut
from grader.judge.glass import Zygote
from grader.sandbox.limits import Limits
from tests.glass import QUICK, Glass

PATIENCE_S = 30.0
PID = "import os\ndef f(): return os.getpid()\n"


def has_ended(pid: int) -> bool:
    """Whether a process ends; waits for it, since that takes the kernel a moment."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_dropping_the_lifeline_ends_a_worker_that_never_stops(glass: Glass) -> None:
    behind = glass.open(PID + "def g():\n while True: pass", "f", "g", limits=QUICK)
    pid = behind.student.f()
    with pytest.raises(TimedOut):
        behind.student.g()
    assert has_ended(pid)


def test_closing_a_module_ends_its_worker(glass: Glass) -> None:
    behind = glass.open(PID)
    pid = behind.student.f()
    behind.module.close()
    assert has_ended(pid)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(0)", "exit code 0"),
        ("os._exit(42)", "exit code 42"),
        ("os.kill(os.getpid(), 9)", "Killed"),
        ("os.kill(os.getpid(), 11)", "Segmentation fault"),
        ("os.abort()", "Aborted"),
    ],
)
def test_how_a_worker_died_is_told(glass: Glass, body: str, words: str) -> None:
    with pytest.raises(Crashed, match=words):
        glass.open(f"import os\ndef f(): {body}").student.f()


def test_one_workers_death_does_not_touch_another(glass: Glass) -> None:
    one, other = glass.open(PID), glass.open("import os\ndef f(): os._exit(1)")
    with pytest.raises(Crashed):
        other.student.f()
    assert one.student.f() > 0


def test_a_workers_claims_about_a_frame_do_not_hold_it_up(glass: Glass) -> None:
    """Bytes that are no frame, written past the worker's own channel, end the worker."""
    source = """
        import os
        def f():
            for descriptor in range(3, 20):
                try:
                    os.write(descriptor, b'\\xff' * 64)
                except OSError:
                    pass
        """
    with pytest.raises(Crashed):
        glass.open(source).student.f()


def test_closing_the_zygote_ends_it_and_its_workers() -> None:
    with Glass() as own:
        pid = own.open(PID).student.f()
    assert has_ended(pid)


def test_the_death_of_who_holds_the_lifeline_ends_the_worker(glass: Glass) -> None:
    """A judge's child that dies, however it dies, leaves no worker behind."""
    glass.zygote()
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            limits = Limits(call_s=PATIENCE_S)
            behind = glass.open(PID + "def g():\n while True: pass", "f", "g", limits=limits)
            os.write(sender, str(behind.student.f()).encode())
            behind.student.g()
        finally:
            os._exit(1)
    os.close(sender)
    pid = int(os.read(receiver, 20))
    os.close(receiver)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert has_ended(pid)


def test_the_death_of_the_zygotes_parent_ends_the_zygote_and_its_workers() -> None:
    script = (
        "from tests.glass import Glass\n"
        "g = Glass(); b = g.open('import os\\ndef f(): return [os.getpid(), os.getppid()]')\n"
        "print(*b.student.f(), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout is not None
        pids = [int(each) for each in parent.stdout.readline().split()]
        parent.kill()
    assert len(pids) == 2
    assert all(has_ended(pid) for pid in pids)


def test_too_much_memory_is_an_error_of_the_call(glass: Glass) -> None:
    behind = glass.open(
        "def f(): return len(bytearray(200 * 2**20))\ndef g(): return 1",
        "f",
        "g",
        limits=Limits(memory_mib=128),
    )
    assert behind.student.f.ask().error.kinds[0] == "MemoryError"
    assert behind.student.g() == 1


def test_too_much_processor_time_ends_the_worker(glass: Glass) -> None:
    behind = glass.open("def f():\n while True: pass", limits=Limits(cpu_s=1, call_s=60))
    with pytest.raises(Crashed, match="CPU time"):
        behind.student.f()


def test_too_large_a_file_is_not_written(glass: Glass, tmp_path: Path) -> None:
    source = f"""
        def f():
            with open({str(tmp_path / "large")!r}, "wb") as stream:
                stream.write(bytes(3 * 2**20))
        """
    glass.open(source, limits=Limits(file_mib=1)).student.f.ask()
    large = tmp_path / "large"
    assert not large.exists() or large.stat().st_size <= 2**20


def test_too_many_open_files_are_refused(glass: Glass) -> None:
    source = "def f(): return len([open('/dev/null') for _ in range(100)])"
    behind = glass.open(source, limits=Limits(open_files=32))
    assert behind.student.f.ask().error.kinds[0] == "OSError"


def test_a_worker_holds_no_descriptor_but_its_own(glass: Glass) -> None:
    source = "import os\ndef f(): return sorted(map(int, os.listdir('/proc/self/fd')))"
    descriptors = glass.open(source).student.f()
    assert descriptors[:4] == [0, 1, 2, 3]
    assert len(descriptors) <= 5, "one more is the listing itself"


def test_a_worker_has_nothing_of_the_users_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "of the user's")
    with Glass() as own:
        behind = own.open("import os\ndef f(): return dict(os.environ)")
        assert "A_SECRET" not in behind.student.f()


def test_a_worker_has_nothing_of_the_kit_but_the_sandbox(glass: Glass) -> None:
    source = "import sys\ndef f(): return [n for n in sys.modules if n.startswith('grader.')]"
    assert all(name.startswith("grader.sandbox") for name in glass.open(source).student.f())


def test_a_zygote_for_numpy_loads_no_torch(glass: Glass) -> None:
    assert glass.open("import sys\ndef f(): return 'torch' in sys.modules").student.f() is False


def test_a_zygote_tells_its_versions() -> None:
    import numpy as np

    zygote = Zygote("numpy", "none")
    try:
        ready = zygote.wait_until_ready()
    finally:
        zygote.close()
    assert (ready.numpy, ready.torch) == (np.__version__, None)

"""Judging without forks, as on Windows and macOS: the same verdicts, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.curriculum import choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.door import Door
from grader.judge.errors import Crashed, GraderFault
from grader.judge.glass import Worker
from grader.judge.launching import launch_forking, launch_spawning
from grader.places import data_folder
from grader.report.types import Report, TopicResult
from grader.sandbox.channel import Channel
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import EXIT_CODE, Hello, Reset
from grader.submission import Submission
from tests.topic_copies import RIGHT, SMALL_LIMITS, TOML, make_topic

LINUX_ONLY = (
    "grader.judge.forking",
    "grader.judge.lanes",
    "grader.judge.solitude",
    "grader.sandbox.zygote",
    "grader.sandbox.confinement.identity",
    "grader.sandbox.confinement.kernel",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeClient]:
    topics = make_topic(tmp_path_factory.mktemp("topics"), toml=TOML + SMALL_LIMITS)
    with JudgeClient(topics, "none", launch=launch_spawning) as judge:
        yield judge


def judged(judge: JudgeClient, source: str) -> Report:
    return judge.judge(Submission("anna", {"small": source.encode()}, {}), 0)


def timeless(topic: TopicResult) -> list[tuple[str, str, float, str | None]]:
    return [(each.name, each.outcome, each.points, each.feedback) for each in topic.criteria]


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@pytest.mark.parametrize("name", ["activations", "mlp"])
def test_the_verdicts_are_those_of_a_judge_that_forks(folder: str, name: str) -> None:
    topics = choose_topics(load_curriculum(), [name])
    source = (data_folder(folder) / f"{name}.py").read_bytes()
    results = []
    for launch in (launch_spawning, launch_forking):
        with JudgeClient(topics, "none", launch=launch) as judge:
            results.append(judge.judge(Submission("anna", {name: source}, {}), 0))
    assert timeless(results[0].topics[0]) == timeless(results[1].topics[0])
    assert results[0].run == results[1].run


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("import os; os._exit(3)", "crashed"),
        ("import os; os.kill(os.getpid(), 11)", "crashed"),
        ("return double(x) if sum(iter(int, 1)) else x", "timed_out"),
        ("import os; os._exit(77)", "crashed"),
        ("raise SystemExit", "errored"),
        ("print('loud'); import sys; sys.stdin.read(); return 2 * x", "passed"),
    ],
)
def test_a_worker_that_is_lost_costs_its_exercise_and_nothing_after_it(
    small: JudgeClient, body: str, outcome: str
) -> None:
    bad = judged(small, f"{RIGHT}\ndef double(x): {body}\n").topics[0].criteria
    assert [each.outcome for each in bad if each.exercise == "shout"] == ["passed"]
    assert bad[0].outcome == outcome, bad[0].feedback
    good = judged(small, RIGHT)
    assert good.score == good.max_score


def test_a_level_that_needs_linux_is_refused(tmp_path: Path) -> None:
    with (
        JudgeClient(make_topic(tmp_path), "full", launch=launch_spawning) as judge,
        pytest.raises(GraderFault, match="needs Linux"),
    ):
        judge.wait_until_started()


def test_the_judges_death_ends_its_workers(tmp_path: Path) -> None:
    with JudgeClient(make_topic(tmp_path), "none", launch=launch_spawning) as judge:
        judged(judge, RIGHT)
        children = children_of(judge._process.pid)
        assert children
        judge.stop()
        assert all(ends_soon(child) for child in children)


def test_the_clients_death_ends_the_judge() -> None:
    script = (
        "import os, sys\n"
        "from grader.curriculum import choose_topics, load_curriculum\n"
        "from grader.judge.client import JudgeClient\n"
        "from grader.judge.launching import launch_spawning\n"
        "judge = JudgeClient(choose_topics(load_curriculum(), ['neuron']), 'none',"
        " launch=launch_spawning)\n"
        "judge.wait_until_started()\n"
        "print(judge._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    client = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with client:
        assert client.stdout is not None
        judge = int(client.stdout.readline())
        client.send_signal(signal.SIGKILL)
    assert ends_soon(judge)


def test_a_stranger_is_turned_away_at_the_door() -> None:
    door = Door()
    with socket.create_connection(("127.0.0.1", door.meeting.port)) as stranger:
        stranger.sendall(b"x" * 32)
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)"])
        with process, pytest.raises(GraderFault, match="did not start"):
            door.admit(process)


def test_who_needs_a_moment_for_the_password_is_let_in() -> None:
    door = Door()
    meeting = door.meeting
    knock = (
        "import socket, time\n"
        f"guest = socket.create_connection(('127.0.0.1', {meeting.port}))\n"
        "time.sleep(0.5)\n"
        f"guest.sendall(bytes.fromhex('{meeting.password}'))\n"
        "guest.recv(1)\n"
    )
    with subprocess.Popen([sys.executable, "-c", knock]) as process:
        door.admit(process).close()


def test_an_exit_code_as_windows_has_them_is_told() -> None:
    """A stack overflow there ends a process with 0xC00000FD."""
    (ours, theirs), (lifeline, their_lifeline) = socket.socketpair(), socket.socketpair()
    Channel(theirs, 2**20, 2**20).send(Hello("none"))
    worker = Worker(ours, lifeline, Limits(), "none")
    their_lifeline.send(EXIT_CODE.pack(0xC00000FD))
    theirs.close()
    with pytest.raises(Crashed, match="exit code 3221225725"):
        worker.ask(Reset(0), b"", 5.0)
    worker.end()
    their_lifeline.close()


def test_nothing_that_needs_linux_is_imported() -> None:
    script = (
        "import sys\n"
        "import grader.judge.client, grader.judge.spawning, grader.sandbox.alone, grader.cli\n"
        f"print([name for name in {LINUX_ONLY!r} if name in sys.modules])\n"
    )
    seen = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert seen.strip() == "[]"


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ends_soon(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False

"""A place to attack: a judge at some level, with secrets where an attacker looks, and a watch."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import msgspec

from grader.curriculum import TOPICS_FOLDER, choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.places import data_folder
from grader.report.types import Report
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Level
from grader.submission import Submission
from tests.attacks import traces
from tests.attacks.attacks import Attack
from tests.judges import solution

SMALL = Limits(call_s=0.5, load_s=1.5, exercise_s=1.2, cpu_s=20, memory_mib=512)
"""So small that what runs out of time does so soon, and honest code on a busy machine does not."""

TOPICS = ("neuron", "tensors")
SECRET = "n2m-secret"
SUCCESS = "GOT-OUT"
"""What an attack says when it has reached what it must not."""

_one_at_a_time = threading.Lock()
_MIN_CHARS = 30
_PUBLIC = ("seems=", "why=", "question=", '"""', "def ")  # what students are told anyway


class Arena:
    """A judge, and honest submissions to see whether it is still itself; use as a context.

    Args:
        folder: for what an attacker may look for.
        cache: the judge's, which several arenas may share.
        level: of isolation.
        topics: whose suites are collected.
    """

    def __init__(
        self, folder: Path, cache: Path, level: Level, topics: tuple[str, ...] = TOPICS
    ) -> None:
        chosen = choose_topics(load_curriculum(), topics)
        self.level = level
        self.folder = folder
        self._cache = cache
        self.topics = tuple(msgspec.structs.replace(each, limits=SMALL) for each in chosen)
        self.honest = {
            each: Submission("honest", {each: _honest(each).encode()}, {}) for each in topics
        }
        self._service = _Service()
        _place_secrets(folder)

    def __enter__(self) -> "Arena":
        self._start()
        self.alone = {
            topic: verdicts(self._client.judge(each, 0)) for topic, each in self.honest.items()
        }
        return self

    def __exit__(self, *_: object) -> None:
        self._client.stop()
        self._service.close()

    def attack(self, attack: Attack) -> Report:
        """Judge an attack.

        Raises:
            GraderFault: the judge is lost; another is in its place.
        """
        return self._judge(Submission("attacker", {attack.topic: attack.source.encode()}, {}))

    def is_itself(self, topic: str) -> bool:
        """Whether an honest submission of a topic is graded as if it were alone.

        Raises:
            GraderFault: the judge is lost; another is in its place.
        """
        return verdicts(self._judge(self.honest[topic])) == self.alone[topic]

    def traces(self) -> list[str]:
        """What an attack has left behind; it is removed."""
        return traces.remove(self.folder)

    def _judge(self, submission: Submission) -> Report:
        try:
            return self._client.judge(submission, 0)
        except GraderFault:
            self._client.stop()
            self._start()
            raise

    def _start(self) -> None:
        with _surroundings(self.folder, self._cache):
            self._client = JudgeClient(self.topics, self.level)
        self._client.wait_until_started()


def leaks(report: Report) -> list[str]:
    """Secrets that stand in what a student reads of a report."""
    said = "\n".join(
        text
        for topic in report.topics
        for text in (topic.printed, topic.problem, *(each.feedback for each in topic.criteria))
        if text
    )
    return [secret for secret in secrets() if secret in said]


def verdicts(report: Report) -> bytes:
    """A report without its durations."""
    topics = tuple(
        msgspec.structs.replace(
            topic,
            criteria=tuple(msgspec.structs.replace(each, seconds=0.0) for each in topic.criteria),
        )
        for topic in report.topics
    )
    return msgspec.json.encode(msgspec.structs.replace(report, topics=topics))


@cache
def secrets() -> tuple[str, ...]:
    """What must not come back: the secrets that were placed, and lines of what students lack."""
    files = [data_folder("solutions") / f"{topic}.py" for topic in TOPICS]
    for topic in TOPICS:
        files += [TOPICS_FOLDER / topic / name for name in ("test_hidden.py", "misconceptions.py")]
    known = "\n".join(
        file.read_text(encoding="utf-8")
        for topic in TOPICS
        for file in (
            data_folder("exercises") / f"{topic}.py",
            TOPICS_FOLDER / topic / "test_examples.py",
        )
    )
    lines = {
        line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()
    }
    hidden = sorted(
        line
        for line in lines
        if len(line) >= _MIN_CHARS and line not in known and not line.startswith(_PUBLIC)
    )
    return (SECRET, SUCCESS, *hidden)


def _honest(topic: str) -> str:
    """Right but for one mistake, so that its report has feedback and a diagnosis too."""
    mistakes = {
        "neuron": "\n\ndef neuron(x, w, b, activation):\n    return activation(w @ x) + b\n",
        "tensors": "\n\ndef affine(X, W, b):\n    return X @ W.T\n",
    }
    return solution(topic) + mistakes.get(topic, "")


def _place_secrets(folder: Path) -> None:
    for name in ("home", "n2m-class/classmate", "n2m-graded/reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "home" / "n2m-private.txt").write_text(SECRET)
    (folder / "n2m-graded" / "gradebook.csv").write_text(f"submission,score\n{SECRET},8\n")
    (folder / "n2m-graded" / "reports" / "someone.json").write_text(f'"{SECRET}"')
    classmate = f"# {SECRET} n2m-canary_reader_out\n{solution('neuron')}"
    (folder / "n2m-class" / "classmate" / "neuron.py").write_text(classmate)


@contextmanager
def _surroundings(folder: Path, cache: Path) -> Iterator[None]:
    """The environment and working folder that a judge is started in."""
    changed = {
        "N2M_CANARY": SECRET,
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(cache),
    }
    with _one_at_a_time:
        before = {name: os.environ.get(name) for name in changed}
        place = Path.cwd()
        os.environ.update(changed)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(place)
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


class _Service:
    """A service on this machine's own network that tells a secret to whoever connects."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection:
                    connection.sendall(SECRET.encode())

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

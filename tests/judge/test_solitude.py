"""Whoever is alone has no other judge at work, and many may work together."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from grader.judge.solitude import Solitude


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def _work_among_others(link: Connection) -> None:
    with Solitude() as solitude, solitude.among_others():
        link.send_bytes(b"at work")
        link.recv_bytes()


def _other() -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = multiprocessing.Pipe()
    other = multiprocessing.get_context("fork").Process(target=_work_among_others, args=(theirs,))
    other.start()
    theirs.close()
    return other, ours


def test_many_work_at_once() -> None:
    with Solitude() as solitude, solitude.among_others():
        other, link = _other()
        assert link.recv_bytes() == b"at work"
        link.send_bytes(b"enough")
        other.join()


def test_nobody_else_works_while_one_is_alone() -> None:
    with Solitude() as solitude:
        with solitude.alone():
            other, link = _other()
            assert not link.poll(0.3)
        assert link.recv_bytes() == b"at work"
        link.send_bytes(b"enough")
        other.join()


def test_a_judge_that_dies_keeps_nobody_waiting() -> None:
    other, link = _other()
    assert link.recv_bytes() == b"at work"
    other.kill()
    other.join()
    with Solitude() as solitude, solitude.alone():
        pass


def test_without_a_cache_to_write_to_a_judge_works_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    with Solitude() as solitude:
        with solitude.among_others():
            pass
        with solitude.alone():
            pass

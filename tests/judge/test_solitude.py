"""Whoever is alone has no other judge of the run at work, and many may work together."""

import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from tempfile import TemporaryFile

import pytest

from grader.judge.solitude import Solitude


@pytest.fixture
def room() -> Iterator[int]:
    with TemporaryFile() as file:
        yield file.fileno()


def _work_among_others(room: int, link: Connection) -> None:
    with Solitude(room).among_others():
        link.send_bytes(b"at work")
        link.recv_bytes()


def _other(room: int) -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    other = fork.Process(target=_work_among_others, args=(room, theirs))
    other.start()
    theirs.close()
    return other, ours


def _assert_at_work(other: multiprocessing.Process, link: Connection) -> None:
    assert link.recv_bytes() == b"at work"
    link.send_bytes(b"enough")
    other.join()


def test_many_work_at_once(room: int) -> None:
    with Solitude(room).among_others():
        _assert_at_work(*_other(room))


def test_nobody_else_of_the_run_works_while_one_is_alone(room: int) -> None:
    with Solitude(room).alone():
        other, link = _other(room)
        assert not link.poll(0.3)
    _assert_at_work(other, link)


def test_another_run_goes_on_while_one_judge_is_alone(room: int) -> None:
    with TemporaryFile() as elsewhere, Solitude(room).alone():
        _assert_at_work(*_other(elsewhere.fileno()))


def test_a_judge_that_dies_keeps_nobody_waiting(room: int) -> None:
    other, link = _other(room)
    assert link.recv_bytes() == b"at work"
    other.kill()
    other.join()
    with Solitude(room).alone():
        pass

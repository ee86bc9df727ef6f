"""Work is shared among the processors that this process may use, not among all that there are."""

import os

import pytest

from grader.processors import processors


def test_processors_are_those_that_the_system_lets_it_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3})
    assert processors() == 1


def test_elsewhere_they_are_all_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert processors() == 5

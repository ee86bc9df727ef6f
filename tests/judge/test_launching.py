"""How a judge's process is started."""

from pathlib import Path

import pytest

from grader.curriculum import choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.launching import Launch, launch_forking, launch_spawning


@pytest.mark.parametrize("launch", [launch_forking, launch_spawning])
def test_suites_go_through_sets_in_the_same_order_always(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    with JudgeClient(choose_topics(load_curriculum(), ["neuron"]), "none", launch=launch) as judge:
        judge.wait_until_started()
        environment = Path(f"/proc/{judge._process.pid}/environ").read_bytes().split(b"\0")
    assert b"PYTHONHASHSEED=0" in environment

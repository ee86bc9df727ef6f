"""A client of a judge's process is told whose fault it is, whatever becomes of the process."""

from pathlib import Path

import pytest

from grader.curriculum import CurriculumError
from grader.judge.client import JudgeClient
from grader.judge.errors import GraderFault
from grader.judge.launching import Launch, launch_forking, launch_spawning
from grader.submission import Submission
from tests.topic_copies import copy_topics, make_topic

WRONG = Submission("anna", {"small": b"def double(x): return 3 * x"}, {})
BAD_CATALOGUE = (
    "@misconception('neuron.idea', seems=1 + 1)\ndef weighted_sum(x, w, b): return 0.0\n"
)


@pytest.fixture(params=[launch_forking, launch_spawning])
def launch(request: pytest.FixtureRequest) -> Launch:
    """Each way to start a judge."""
    return request.param


def test_a_judge_that_died_between_two_submissions_is_a_fault(
    launch: Launch, tmp_path: Path
) -> None:
    with JudgeClient(make_topic(tmp_path), "none", launch=launch) as judge:
        judge.judge(WRONG, 0)
        judge.stop()
        for _ in range(2):
            with pytest.raises(GraderFault):
                judge.judge(WRONG, 0)


def test_a_catalogue_that_cannot_be_read_is_its_author_s_to_mend(
    launch: Launch, tmp_path: Path
) -> None:
    topics = copy_topics(tmp_path, ["neuron"])
    (tmp_path / "neuron" / "misconceptions.py").write_text(BAD_CATALOGUE)
    wrong = Submission("anna", {"neuron": b"def weighted_sum(x, w, b): return 0.0"}, {})
    with (
        JudgeClient(topics, "none", launch=launch) as judge,
        pytest.raises(CurriculumError, match=r"misconceptions\.py: line 2"),
    ):
        judge.judge(wrong, 0)

"""A submission is judged criterion by criterion, and a worker's death costs no other criterion."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.curriculum import choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.report.types import Report, TopicResult
from grader.submission import Submission
from tests.judges import Judges, solution
from tests.topic_copies import HIDDEN, RIGHT, SMALL_LIMITS, TOML, make_topic


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeClient]:
    """A judge of a small topic with small limits."""
    topics = make_topic(tmp_path_factory.mktemp("topics"), TOML + SMALL_LIMITS, hidden=HIDDEN)
    with JudgeClient(topics, "none") as judge:
        yield judge


def judged(small: JudgeClient, double: str = "return 2 * x", shout: str = "") -> TopicResult:
    """A submission with bodies of its own."""
    source = RIGHT.replace("return 2 * x", double)
    if shout:
        source = source.replace("return text.upper()", shout)
    return small.judge(Submission("one", {"small": source.encode()}, {}), 0).topics[0]


def outcomes(result: TopicResult) -> list[str]:
    return [each.outcome for each in result.criteria]


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


def test_everything_right_passes(small: JudgeClient) -> None:
    result = judged(small)
    assert outcomes(result) == ["passed"] * 3
    assert (result.score, result.status, result.problem) == (3.0, "graded", None)


def test_a_time_out_counts_only_once_it_is_confirmed(small: JudgeClient, tmp_path: Path) -> None:
    """What is slow a single time, since the machine was busy, passes."""
    mark = tmp_path / "was here"
    slow_once = (
        f"import os, time\n    if not os.path.exists({str(mark)!r}):\n"
        f"        open({str(mark)!r}, 'w').close()\n        time.sleep(60)\n    return 2 * x"
    )
    result = judged(small, slow_once)
    assert mark.exists()
    assert outcomes(result) == ["passed"] * 3


def test_a_time_out_is_tried_exactly_twice(small: JudgeClient, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    body = f"open({str(tally)!r}, 'a').write('x')\n    while True: pass"
    result = judged(small, shout=body)
    assert outcomes(result) == ["passed", "passed", "timed_out"]
    assert tally.read_text() == "xx"
    assert "no answer within 0.8 seconds" in (result.criteria[2].feedback or "")


def test_an_endless_loop_costs_its_exercise_only(small: JudgeClient) -> None:
    result = judged(small, "while True: pass")
    assert outcomes(result) == ["timed_out", "skipped", "passed"]
    assert [each.score for each in result.exercises] == [0.0, 1.0]


def test_a_crashed_worker_is_replaced_and_the_next_criterion_graded(small: JudgeClient) -> None:
    result = judged(small, "import os\n    if x == 0: os._exit(3)\n    return 2 * x")
    assert outcomes(result) == ["passed", "crashed", "passed"]
    assert "exit code 3" in (result.criteria[1].feedback or "")
    assert result.score == 2.0


def test_a_signal_is_a_crash(small: JudgeClient) -> None:
    result = judged(small, "import os\n    os.kill(os.getpid(), 11)")
    assert outcomes(result) == ["crashed", "skipped", "passed"]
    assert "Segmentation fault" in (result.criteria[0].feedback or "")


def test_state_left_by_one_criterion_is_not_seen_by_the_next(small: JudgeClient) -> None:
    """Random numbers begin anew, so that no answer depends on which criteria ran before."""
    body = "import random\n    first = random.random()\n    return 2 * x"
    assert outcomes(judged(small, body)) == ["passed"] * 3


def test_what_the_module_prints_is_kept(small: JudgeClient) -> None:
    source = 'print("hello, " * 3)\n' + RIGHT
    report = small.judge(Submission("one", {"small": source.encode()}, {}), 0)
    assert report.topics[0].printed == "hello, hello, hello, \n"
    assert report.score == 3.0


def test_what_the_module_prints_is_capped(small: JudgeClient) -> None:
    source = 'print("x" * 10**7)\n' + RIGHT
    report = small.judge(Submission("one", {"small": source.encode()}, {}), 0)
    assert 0 < len(report.topics[0].printed) <= 10_000
    assert report.score == 3.0


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        ("return 3 * x", "failed", "should give"),
        ("raise KeyError('odd')", "errored", "It raises KeyError: 'odd'"),
        ("raise NotImplementedError", "not_implemented", ""),
        ("return double(x)", "errored", "RecursionError"),
        ("import sys; sys.exit()", "errored", "SystemExit"),
        ("return None", "failed", "None"),
        ("return {x}", "failed", "set"),
        ("return 10**30", "failed", "int"),
        ("return '\\ud800'", "failed", "str"),
        ("a = x\n    for _ in range(200): a = [a]\n    return a", "failed", "no array of numbers"),
        ("a = x\n    for _ in range(400): a = [a]\n    return a", "errored", "lists in lists"),
        ("a = []; a.append(a); return a", "errored", "lists in lists"),
        ("class A: __array__ = 5\n    return A()", "failed", "A"),
        ("import numpy as np; return np.ones(9, bool)", "failed", "shape (9,)"),
    ],
)
def test_a_wrong_answer_of_any_kind_is_told(
    small: JudgeClient, body: str, outcome: str, words: str
) -> None:
    result = judged(small, body)
    assert result.criteria[0].outcome == outcome
    assert words in (result.criteria[0].feedback or "")
    assert result.criteria[2].outcome == "passed"


def test_feedback_tells_the_call_and_the_students_line(small: JudgeClient) -> None:
    feedback = judged(small, "return 1 / 0").criteria[0].feedback or ""
    call, words, line = feedback.splitlines()
    assert call.startswith("double(x=")
    assert "ZeroDivisionError" in words
    assert line == "line 2 of small.py: return 1 / 0"


def test_feedback_holds_no_hidden_line(small: JudgeClient) -> None:
    for body in ("return 3 * x", "raise KeyError", "return None"):
        for each in judged(small, body).criteria:
            assert "assert_close" not in (each.feedback or "")
            assert "test_hidden" not in (each.feedback or "")


def test_criteria_stand_in_the_order_of_the_suite_with_their_titles(small: JudgeClient) -> None:
    result = judged(small)
    assert [each.name for each in result.criteria] == [
        "test_doubles",
        "test_doubles_nothing",
        "test_shouts",
    ]
    assert result.criteria[0].title == "Twice the number."
    assert [each.max_points for each in result.criteria] == [1.0, 1.0, 1.0]


HALF_RIGHT = {
    "neuron": "import random\n{}\ndef layer(X, W, b, f): return random.random()\n",
    "tensors": "import torch\n{}\ndef affine(*a): return torch.rand(3)\n",
}


@pytest.mark.parametrize("topic", HALF_RIGHT)
def test_the_same_seed_gives_the_same_verdicts_byte_for_byte(judges: Judges, topic: str) -> None:
    submission = Submission("one", {topic: HALF_RIGHT[topic].format(solution(topic)).encode()}, {})
    first, again = (verdicts(judges.report(topic, submission, seed=3)) for _ in range(2))
    assert first == again
    assert verdicts(judges.report(topic, submission, seed=4)) != first


def test_another_judge_gives_the_same_verdicts(judges: Judges) -> None:
    source = HALF_RIGHT["neuron"].format(solution("neuron"))
    submission = Submission("one", {"neuron": source.encode()}, {})
    with JudgeClient(choose_topics(load_curriculum(), ["neuron"]), "none") as other:
        report = other.judge(submission, 3)
    assert verdicts(report) == verdicts(judges.report("neuron", submission, seed=3))


def test_one_submission_does_not_touch_the_next(small: JudgeClient) -> None:
    judged(small, "import os\n    os._exit(1)")
    judged(small, "while True: pass")
    assert judged(small).score == 3.0


def test_a_submissions_name_may_be_anything(small: JudgeClient) -> None:
    for name in ("", "a b", "é 🌱", "../up", "-x", "a\nb", "%s {x}", "x" * 5000):
        report = small.judge(Submission(name, {"small": RIGHT.encode()}, {}), 0)
        assert (report.submission, report.score) == (name, 3.0)

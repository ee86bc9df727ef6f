"""A profile's report is the judge's own, and no time is counted twice."""

import time

from grader.curriculum import choose_topics, load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.profiling import REQUESTS, WORKERS, Spans
from grader.submission import Submission
from tests.attacks.arena import verdicts
from tests.judges import stub


def test_a_profiles_report_is_the_one_that_would_be_given_without() -> None:
    submission = Submission("someone", {"neuron": stub("neuron").encode()}, {})
    with JudgeClient(choose_topics(load_curriculum(), ["neuron"]), "none") as judge:
        start = time.perf_counter()
        profiled = judge.profile(submission, 0)
        taken_s = time.perf_counter() - start
        assert verdicts(profiled.report) == verdicts(judge.judge(submission, 0))
    assert {WORKERS, *REQUESTS.values()} <= set(profiled.seconds)
    assert 0 < sum(profiled.seconds.values()) <= taken_s


def test_what_is_measured_within_is_not_counted_twice() -> None:
    spans = Spans()
    start = time.perf_counter()
    with spans.of("outer"):
        with spans.of("inner"):
            time.sleep(0.02)
        time.sleep(0.01)
    assert sum(spans.seconds.values()) <= time.perf_counter() - start
    assert spans.seconds["inner"] >= 0.02

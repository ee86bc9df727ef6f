"""What diagnosis costs a failing submission: `python -m tests.benchmarks.bench_diagnosis`.

For each topic a submission with one misconception is judged, first with nothing known at this seed,
then warm, in turns with the solution. The difference includes what failing itself costs.
"""

import os
import statistics
import sys
import tempfile
import time

from grader.curriculum import load_curriculum
from grader.judge.client import JudgeClient
from grader.submission import Submission
from grader.variants import put_into, read_misconceptions
from tests.judges import solution

_SAMPLES = 9


def main() -> None:
    """Print a table, a row for each topic."""
    lines = [f"{'topic':<14} {'right ms':>9} {'wrong ms':>9} {'more ms':>8} {'first time ms':>14}"]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        for topic in load_curriculum():
            entry = read_misconceptions(topic.folder / "misconceptions.py")[0]
            right = Submission("right", {topic.name: solution(topic.name).encode()}, {})
            text = put_into(solution(topic.name), entry)
            wrong = Submission("wrong", {topic.name: text.encode()}, {})
            with JudgeClient((topic,), "none") as judge:
                judge.judge(right, 0)
                first = _milliseconds(judge, wrong)
                pairs = [
                    (_milliseconds(judge, right), _milliseconds(judge, wrong))
                    for _ in range(_SAMPLES)
                ]
            one, other = (statistics.median(times) for times in zip(*pairs, strict=True))
            lines.append(
                f"{topic.name:<14} {one:>9.0f} {other:>9.0f} {other - one:>8.0f} {first:>14.0f}"
            )
    sys.stdout.write("\n".join(lines) + "\n")


def _milliseconds(judge: JudgeClient, submission: Submission) -> float:
    start = time.perf_counter()
    judge.judge(submission, 0)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()

"""An author's faults are refused by name: the file, what is wrong with it, and what to do."""

from pathlib import Path

import pytest

from grader.curriculum import CurriculumError
from grader.judge.client import JudgeClient
from grader.submission import Submission
from tests.topic_copies import HIDDEN, RIGHT, make_topic

NOBODY = Submission("nobody", {}, {})
IMPORTS = "from grader.judge.suite import assert_close, core, criterion, example\n"

FAULTS = {
    "points in thirds": (
        HIDDEN.replace('@criterion("double", points=1)', '@criterion("double", points=0.3)'),
        "test_doubles_nothing is worth 0.3; points come in halves",
    ),
    "no points": (
        HIDDEN.replace('@criterion("double", points=1)', '@criterion("double", points=0)'),
        "above zero in the hidden suite only",
    ),
    "negative points": (
        HIDDEN.replace('@criterion("double", points=1)', '@criterion("double", points=-1)'),
        "is worth -1",
    ),
    "another sum": (
        HIDDEN.replace('@core("double", points=1)', '@core("double", points=1.5)'),
        "the hidden criteria of double add up to 2.5, and topic.toml says 2",
    ),
    "two cores": (
        HIDDEN.replace('@criterion("double"', '@core("double"'),
        "exercise double has 2 core criteria; mark exactly one with @core",
    ),
    "no core": (
        HIDDEN.replace('@core("shout"', '@criterion("shout"'),
        "exercise shout has 0 core criteria",
    ),
    "no docstring": (
        HIDDEN.replace('    """In capitals."""\n', ""),
        "test_shouts has no docstring; write the line that the student sees",
    ),
    "an unknown exercise": (
        HIDDEN.replace('@core("shout"', '@core("whisper"'),
        "test_shouts names the exercise whisper, which topic.toml does not have",
    ),
    "no mark": (
        HIDDEN.replace('@core("shout", points=1)\n', ""),
        "test_shouts has no terms; mark it with @core, @criterion or @example",
    ),
    "no Python": (HIDDEN + "\ndef broken(:\n", "pytest cannot collect it"),
    "an import that fails": (HIDDEN + "\nimport no_such_module\n", "no_such_module"),
    "an unknown argument of a mark": (
        HIDDEN.replace('@core("shout", points=1)', '@core("shout", worth=1)'),
        "worth",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_authors_fault_names_the_file_and_the_mend(tmp_path: Path, fault: str) -> None:
    hidden, words = FAULTS[fault]
    topics = make_topic(tmp_path, hidden=hidden)
    with JudgeClient(topics, "none") as judge, pytest.raises(CurriculumError) as caught:
        judge.judge(NOBODY, 0)
    assert "test_hidden.py" in str(caught.value)
    assert words in str(caught.value)


def test_an_example_that_is_worth_something_is_refused(tmp_path: Path) -> None:
    text = IMPORTS + '@criterion("double", points=1)\ndef test_e(student):\n    """E."""\n'
    with (
        JudgeClient(make_topic(tmp_path, hidden=HIDDEN, examples=text), "none") as judge,
        pytest.raises(CurriculumError, match="above zero in the hidden suite only"),
    ):
        judge.judge(NOBODY, 0)


def test_an_unknown_fixture_is_the_graders_fault_and_no_zero(tmp_path: Path) -> None:
    topics = make_topic(tmp_path, hidden=HIDDEN.replace("(student, draw)", "(student, drawn)"))
    with JudgeClient(topics, "none") as judge:
        report = judge.judge(Submission("one", {"small": RIGHT.encode()}, {}), 0)
    assert report.score is None
    assert report.topics[0].criteria[0].outcome == "grader_error"
    assert report.topics[0].exercises[1].score == 1.0


def test_an_error_of_the_suites_own_is_the_graders_fault_and_no_zero(tmp_path: Path) -> None:
    hidden = HIDDEN.replace("x = draw.scalar()", "x = draw.scalar() / 0")
    with JudgeClient(make_topic(tmp_path, hidden=hidden), "none") as judge:
        report = judge.judge(Submission("one", {"small": RIGHT.encode()}, {}), 0)
    criterion = report.topics[0].criteria[0]
    assert (criterion.outcome, report.score) == ("grader_error", None)
    assert "ZeroDivisionError" in (criterion.feedback or "")


def test_only_examples_give_no_score(tmp_path: Path) -> None:
    text = (
        IMPORTS
        + '@example("double")\ndef test_e(student):\n    """E."""\n'
        + "    assert_close(student.double(1), 2)\n"
    )
    with JudgeClient(make_topic(tmp_path, examples=text), "none") as judge:
        report = judge.judge(Submission("one", {"small": RIGHT.encode()}, {}), 0)
    assert report.score is None
    assert report.max_score == 3
    assert [each.outcome for each in report.topics[0].criteria] == ["passed"]


def test_the_suites_hash_changes_with_any_of_their_files(tmp_path: Path) -> None:
    from grader.judge.collected import hash_suites

    topics = make_topic(tmp_path)
    hashes = {hash_suites(topics)}
    for name in ("test_hidden.py", "topic.toml", "beside.py"):
        with (tmp_path / "small" / name).open("a") as stream:
            stream.write("# more\n")
        hashes.add(hash_suites(topics))
    assert len(hashes) == 4
    (tmp_path / "small" / "misconceptions.py").write_text("# decides names, not verdicts\n")
    assert hash_suites(topics) in hashes
    assert all(each.startswith("sha256:") for each in hashes)

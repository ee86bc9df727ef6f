"""Bad input gets a clear sentence; the rest is graded, and nothing is lost.

One class in which everybody hands in a neuron.py that is bad in a way of its own, and an
activations.py that is right, is graded once; each test looks at one of them.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import grader.grading
from grader import Report, grade
from grader.report.types import TopicResult
from tests.judges import exercise, solution
from tests.topic_copies import copy_topics

RIGHT = solution("neuron")
SUM = "\n\ndef weighted_sum(x, w, b):\n    {}\n"


def instead(body: str) -> str:
    """The solution with another body for weighted_sum, which neuron uses and layer does not."""
    return RIGHT + SUM.format(body)


# How each is called, what it hands in, and what the module's problem says.
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "a syntax error": (
        RIGHT.replace("def neuron(", "def neuron((", 1).encode(),
        "def neuron((",
    ),
    "a wrong indent": (b"def weighted_sum(x, w, b):\nreturn 1\n", "Line 2 of neuron.py"),
    "not UTF-8": (b"# caf\xe9\n" + RIGHT.encode(), "not UTF-8"),
    "empty": (b"", "neuron.py is empty"),
    "only blanks": (b"\n   \n", "neuron.py is empty"),
    "NUL bytes": (RIGHT.encode() + b"\0", "NUL bytes"),
    "over 1 MB": (RIGHT.encode() + b"#" * 2**20, "more than 1 MB"),
    "too deep": (b"x = " + b"(" * 5000, "neuron.py is not Python"),
}

STOPPED_AT_IMPORT: dict[str, tuple[str, str, str]] = {
    "an exception at import": ("raise KeyError('odd')\n", "errored", "KeyError: 'odd'"),
    "a bare name": ("weigthed_sum\n", "errored", "NameError"),
    "a missing library": ("import no_such_library\n", "errored", "No module named"),
    "sys.exit at import": ("import sys\nsys.exit(0)\n", "errored", "SystemExit"),
    "os._exit at import": ("import os\nos._exit(0)\n", "crashed", "exit code 0"),
    "an endless loop at import": ("while True: pass\n", "timed_out", "a loop at its top level"),
    "a question at import": ("n = int(input('n? '))\n", "errored", "EOFError"),
    "return at the top": ("return 5\n", "errored", "line 1"),
    "a recursion at import": ("def f(): f()\nf()\n", "errored", "RecursionError"),
    "memory at import": ("x = [0.0] * 10**10\n", "errored", "MemoryError"),
}

WRONG_FUNCTION: dict[str, tuple[str, str, str]] = {
    "a missing function": (
        RIGHT.replace("def weighted_sum(", "def weigthed_sum(", 1),
        "not_implemented",
        "",
    ),
    "a number for a function": (RIGHT + "\nweighted_sum = 3\n", "errored", "value of type int"),
    "a module for a function": (RIGHT + "\nweighted_sum = np\n", "errored", "type module"),
    "too few parameters": (RIGHT + "\ndef weighted_sum(x, w): return 1\n", "errored", "TypeError"),
    "too many parameters": (
        RIGHT + "\ndef weighted_sum(x, w, b, c): return 1\n",
        "errored",
        "TypeError",
    ),
    "an endless loop": (instead("while True: pass"), "timed_out", "Is there a loop"),
    "a sleep": (instead("import time; time.sleep(60)"), "timed_out", "no answer within"),
    "a recursion": (instead("return weighted_sum(x, w, b)"), "errored", "RecursionError"),
    "an exception": (instead("return 1 / 0"), "errored", "ZeroDivisionError"),
    "sys.exit": (instead("import sys; sys.exit(1)"), "errored", "SystemExit"),
    "os._exit": (instead("import os; os._exit(1)"), "crashed", "exit code 1"),
    "a generator": (instead("yield 1"), "failed", "generator"),
    "a coroutine": (RIGHT + "\nasync def weighted_sum(x, w, b): return 1\n", "failed", "coroutine"),
    "None": (instead("return None"), "failed", "It gives None"),
    "a list": (instead("return [1.0, 2.0]"), "failed", "[1, 2]"),
    "another shape": (instead("return np.zeros((2, 3))"), "failed", "(2, 3)"),
    "a text": (instead("return 'eleven'"), "failed", "'eleven'"),
    "a set": (instead("return {1, 2}"), "failed", "set"),
    "a function": (instead("return weighted_sum"), "failed", "function"),
    "itself in a list": (instead("a = []; a.append(a); return a"), "errored", "lists in lists"),
    "too much data": (instead("return np.zeros(2_200_000)"), "errored", "more data than any right"),
    "objects in an array": (instead("return np.array([None, 1])"), "failed", "no array of numbers"),
    "half a character": (instead("return '\\ud800'"), "failed", "no array of numbers"),
    "a complex number": (instead("return 1j"), "failed", "no array of numbers"),
}

NAMES = ["with space", "Chloé", "Hedy 🌱", "界", "a'b\"c", "-x", "#1 (late)", "con", "x" * 200]


def write(folder: Path, content: bytes | None) -> None:
    folder.mkdir(parents=True)
    (folder / "activations.py").write_text(solution("activations"), encoding="utf-8")
    if content is not None:
        (folder / "neuron.py").write_bytes(content)


def hand_in(folder: Path) -> None:
    """The whole class."""
    for name, (content, _) in UNREADABLE.items():
        write(folder / name, content)
    for name, (text, _, _) in STOPPED_AT_IMPORT.items():
        write(folder / name, f"{text}{RIGHT}".encode())
    for name, (text, _, _) in WRONG_FUNCTION.items():
        write(folder / name, text.encode())
    for name in NAMES:
        write(folder / name, RIGHT.encode())
    write(folder / "no neuron", None)
    write(folder / "a folder for a file", None)
    (folder / "a folder for a file" / "neuron.py").mkdir()
    (folder / "no known module").mkdir()
    (folder / "no known module" / "notes.py").write_text("pass")


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Everybody's report, as it was written."""
    folder = tmp_path_factory.mktemp("bad input")
    topics = copy_topics(folder / "topics", ["neuron", "activations"])
    hand_in(folder / "class")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grader.grading, "load_curriculum", lambda: topics)
        for _ in grade(folder / "class", folder / "out", jobs=2):
            pass
    files = sorted((folder / "out" / "reports").glob("*.json"))
    found = [msgspec.json.decode(each.read_bytes(), type=Report) for each in files]
    rows = (folder / "out" / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(found) + 1
    return {each.submission: each for each in found}


@pytest.fixture
def neuron(graded: dict[str, Report]) -> Callable[[str], TopicResult]:
    """Somebody's bad topic; all else of theirs is graded and right."""

    def look_up(name: str) -> TopicResult:
        bad, good = graded[name].topics
        assert good.score == good.max_score == 10
        assert graded[name].score == (bad.score or 0) + 10
        assert len(bad.criteria) == len(graded["界"].topics[0].criteria)
        assert "grader_error" not in {each.outcome for each in bad.criteria}
        assert "Traceback" not in str(bad)
        return bad

    return look_up


def test_everybody_has_a_report(graded: dict[str, Report]) -> None:
    ways = [*UNREADABLE, *STOPPED_AT_IMPORT, *WRONG_FUNCTION, *NAMES]
    others = ["no neuron", "a folder for a file", "no known module"]
    assert set(graded) == {*ways, *others}


@pytest.mark.parametrize("way", UNREADABLE)
def test_what_is_no_python_is_unreadable_and_said(
    neuron: Callable[[str], TopicResult], way: str
) -> None:
    bad = neuron(way)
    assert (bad.status, bad.score) == ("unreadable", 0.0)
    assert UNREADABLE[way][1] in (bad.problem or "")
    assert {each.outcome for each in bad.criteria} == {"errored"}


@pytest.mark.parametrize("way", STOPPED_AT_IMPORT)
def test_what_stops_at_import_is_graded_and_said_once(
    neuron: Callable[[str], TopicResult], way: str
) -> None:
    _, outcome, words = STOPPED_AT_IMPORT[way]
    bad = neuron(way)
    assert (bad.status, bad.score) == ("graded", 0.0)
    assert words in (bad.problem or "")
    assert {(each.outcome, each.feedback) for each in bad.criteria} == {(outcome, None)}


@pytest.mark.parametrize("way", WRONG_FUNCTION)
def test_a_wrong_function_costs_its_own_points_and_says_why(
    neuron: Callable[[str], TopicResult], way: str
) -> None:
    _, outcome, words = WRONG_FUNCTION[way]
    bad = neuron(way)
    core = next(
        each for each in bad.criteria if each.exercise == "weighted_sum" and each.suite == "hidden"
    )
    assert (bad.status, bad.problem) == ("graded", None)
    assert core.outcome == outcome
    assert words in (core.feedback or "")
    assert exercise(bad, "weighted_sum").score == 0.0
    assert exercise(bad, "layer").score == 3.0


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_kind_is_kept(graded: dict[str, Report], name: str) -> None:
    assert graded[name].score == 18


def test_a_missing_module_is_missing_and_said(neuron: Callable[[str], TopicResult]) -> None:
    bad = neuron("no neuron")
    assert (bad.status, bad.score) == ("missing", 0.0)
    assert bad.problem == "There is no neuron.py in the submission."
    assert {each.outcome for each in bad.criteria} == {"not_implemented"}


def test_a_folder_in_a_modules_place_is_unreadable(neuron: Callable[[str], TopicResult]) -> None:
    bad = neuron("a folder for a file")
    assert (bad.status, bad.problem) == ("unreadable", "neuron.py is not a file.")


def test_a_folder_with_no_known_module_says_so_for_each_topic(graded: dict[str, Report]) -> None:
    report = graded["no known module"]
    assert (report.score, report.max_score) == (0.0, 18.0)
    assert [each.status for each in report.topics] == ["missing", "missing"]

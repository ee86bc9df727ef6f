"""A class with attackers in it gets exactly the marks that it gets without them."""

from pathlib import Path

import msgspec
import pytest

from grader.classroom.folder import ReportsFolder
from grader.classroom.intake.opening import open_class
from grader.classroom.pool import judge_works
from grader.curriculum import Topic, choose_topics, load_curriculum
from grader.judge.wire import Work
from grader.report.types import Report
from grader.sandbox.protocol import Level
from grader.submission import Submission
from grader.variants import put_into, read_misconceptions, read_unusual
from tests.attacks.arena import SMALL, TOPICS, verdicts
from tests.attacks.attacks import ATTACKS, FAMILIES, Attack
from tests.attacks.conftest import LEVELS, refusal
from tests.judges import solution, stub

PER_FAMILY: dict[Level, int] = {"full": 2, "container": 1, "none": 1}
LIMITS = msgspec.structs.replace(SMALL, call_s=1.0, exercise_s=2.5)
"""Two judges at work are busy enough for more patience than one attack needs."""

FAIRNESS = Path(__file__).parents[1] / "fairness"


@pytest.fixture(scope="module")
def topics() -> tuple[Topic, ...]:
    chosen = choose_topics(load_curriculum(), list(TOPICS))
    return tuple(msgspec.structs.replace(each, limits=LIMITS) for each in chosen)


def honest(topics: tuple[Topic, ...]) -> dict[str, dict[str, str]]:
    """Submissions as they come: right, unusual, half right, untouched, broken, empty."""
    mistakes = {
        each.name: read_misconceptions(each.folder / "misconceptions.py") for each in topics
    }
    unusual = {each.name: read_unusual(FAIRNESS / f"{each.name}.py") for each in topics}
    found = {
        "right": {name: solution(name) for name in TOPICS},
        "untouched": {name: stub(name) for name in TOPICS},
        "one module": {"neuron": solution("neuron")},
        "no python": {"neuron": "def weighted_sum(:\n", "tensors": solution("tensors")},
        "broken import": {"neuron": "import nothing\n" + solution("neuron")},
        "endless": {"neuron": solution("neuron") + "\ndef layer(*a):\n    while True: pass\n"},
        "nothing": {},
    }
    for number in range(4):
        found[f"mistaken {number}"] = {
            name: put_into(solution(name), mistakes[name][3 * number]) for name in TOPICS
        }
        found[f"unusual {number}"] = {
            name: put_into(solution(name), unusual[name][number]) for name in TOPICS
        }
    return found


def attackers(level: Level) -> list[Attack]:
    """Some of each family, those that the level promises to stop."""
    stopped = [attack for attack in ATTACKS if attack.is_stopped_at(level)]
    families = {name: [attack for attack in stopped if attack.family == name] for name in FAMILIES}
    return [attack for each in families.values() for attack in each[: PER_FAMILY[level]]]


def hand_in(folder: Path, submissions: dict[str, dict[str, str]]) -> Path:
    for name, modules in submissions.items():
        (folder / name).mkdir(parents=True)
        for topic, text in modules.items():
            (folder / name / f"{topic}.py").write_text(text, encoding="utf-8")
    return folder


def graded(
    folder: Path, out: Path, topics: tuple[Topic, ...], level: Level
) -> tuple[dict[str, Report], dict[str, str]]:
    """Reports by name, and the rows of the gradebook."""
    with open_class(folder, topics) as class_:
        written = ReportsFolder(out, class_.names)
        works = (Work(each, 0) for each in class_.submissions())
        reports = {each.submission: each for each in judge_works(works, topics, 2, level)}
    for each in reports.values():
        written.write(each)
    written.write_gradebook(reports.values(), topics)
    rows = (out / "gradebook.csv").read_text().splitlines()
    return reports, {row.partition(",")[0]: row for row in rows}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """At the best level that there is, or at all."""
    if "level" in metafunc.fixturenames:
        here = [level for level in LEVELS if not refusal(level)]
        everywhere = metafunc.config.getoption("all_levels")
        metafunc.parametrize("level", here if everywhere else here[:1])


def test_honest_submissions_get_the_same_marks(
    tmp_path: Path,
    topics: tuple[Topic, ...],
    level: Level,
    judges_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(judges_cache))
    class_ = honest(topics)
    among: dict[str, dict[str, str]] = {}
    hostile = attackers(level)
    places = list(class_)
    for number, attack in enumerate(hostile):  # the order of names is that of grading
        before = places[number * len(places) // len(hostile)]
        among[f"{before} - {attack.name.replace('/', ' ')}"] = {attack.topic: attack.source}
    alone, book = graded(hand_in(tmp_path / "a", class_), tmp_path / "b", topics, level)
    mixed, whole = graded(hand_in(tmp_path / "c", class_ | among), tmp_path / "d", topics, level)
    assert set(mixed) == set(class_) | set(among), "everybody has a report"
    for name in class_:
        assert verdicts(mixed[name]) == verdicts(alone[name]), name
        assert whole[name] == book[name]
    files = {file.name: file for file in (tmp_path / "d" / "reports").iterdir()}
    for name in class_:
        report = msgspec.json.decode(files[f"{name}.json"].read_bytes(), type=Report)
        assert verdicts(report) == verdicts(alone[name])
    scores = {alone[name].score for name in class_}
    assert len(scores) > 3, "they are not all alike"


def test_a_submission_is_taken_for_no_other(topics: tuple[Topic, ...]) -> None:
    """The same text under two names gives the same verdicts, whoever came before."""
    text = {"neuron": solution("neuron").encode()}
    pair = [Submission(name, text, {}) for name in ("one", "two")]
    one, two = judge_works((Work(each, 0) for each in pair), topics, 1, "none")
    assert verdicts(one) == verdicts(msgspec.structs.replace(two, submission="one"))

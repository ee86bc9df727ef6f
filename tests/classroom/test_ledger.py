"""The ledger: running again judges only what changed, and gives the grades of a whole new run."""

import shutil
from pathlib import Path

import msgspec
import pytest

import grader
from grader import Report, grade
from grader.classroom import basis as basis_module
from grader.classroom.ledger import Bookkeeping, Lock
from grader.submission import SubmissionError
from tests.judges import solution, stub

_KEEPING = ("overrides", "regrade", "on_note")
WRONG = "\n\ndef weighted_sum(x, w, b):\n    return 0.0\n"


class Class:
    """A small class in one topic, and who was judged when it was graded."""

    def __init__(self, folder: Path) -> None:
        self.submissions, self.out = folder / "class", folder / "out"
        for name in ("Ada", "Bob", "Cem"):
            self.hand_in(name, f"# {name}\n" + solution("neuron"))

    def hand_in(self, name: str, text: str) -> None:
        (self.submissions / name).mkdir(parents=True, exist_ok=True)
        (self.submissions / name / "neuron.py").write_text(text, encoding="utf-8")

    def grade(self, **more: object) -> tuple[dict[str, float | None], set[str]]:
        judged: set[str] = set()
        given = {"topics": ["neuron"], "isolation": "none", "jobs": 2, **more}
        words = {name: given.pop(name) for name in _KEEPING if name in given}
        keeping = Bookkeeping(on_start=judged.add, **words)  # type: ignore[arg-type]
        reports = grade(self.submissions, self.out, bookkeeping=keeping, **given)  # type: ignore[arg-type]
        return {report.submission: report.score for report in reports}, judged

    def written(self) -> dict[str, Report]:
        files = (self.out / "reports").glob("*.json")
        reports = [msgspec.json.decode(file.read_bytes(), type=Report) for file in files]
        assert len({report.submission for report in reports}) == len(reports)
        return {report.submission: report for report in reports}


@pytest.fixture
def small(tmp_path: Path) -> Class:
    return Class(tmp_path)


def test_again_judges_nobody_and_gives_the_same_reports(small: Class) -> None:
    first, judged = small.grade()
    assert judged == {"Ada", "Bob", "Cem"}
    before, book = small.written(), (small.out / "gradebook.csv").read_bytes()
    assert small.grade() == (first, set())
    assert small.written() == before
    assert (small.out / "gradebook.csv").read_bytes() == book


def test_only_who_handed_in_something_else_or_is_new_is_judged(small: Class) -> None:
    small.grade()
    small.hand_in("Bob", solution("neuron") + WRONG)
    small.hand_in("Dag", stub("neuron"))
    scores, judged = small.grade()
    assert judged == {"Bob", "Dag"}
    assert scores["Ada"] == 8.0
    assert scores["Bob"] is not None
    assert scores["Bob"] < 8.0
    assert scores["Dag"] == 0.0


@pytest.mark.parametrize(
    "more", [{"seed": 1}, {"topics": ["neuron", "activations"]}, {"isolation": None}]
)
def test_another_seed_topic_or_isolation_judges_everybody(
    small: Class, more: dict[str, object]
) -> None:
    small.grade()
    _, judged = small.grade(**more)
    assert judged == {"Ada", "Bob", "Cem"}
    assert all(each.run.seed == more.get("seed", 0) for each in small.written().values())


@pytest.mark.parametrize("what", ["kit", "suites", "libraries", "python"])
def test_another_kit_suite_or_library_judges_everybody(
    small: Class, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    small.grade()
    match what:
        case "kit":
            monkeypatch.setattr(basis_module, "hash_kit", lambda _: "sha256:other")
        case "suites":
            from grader.judge import collected

            monkeypatch.setattr(collected, "hash_suites", lambda _: "sha256:other")
        case "libraries":
            monkeypatch.setattr(basis_module, "_installed", lambda _: "0.0.1")
        case "python":
            monkeypatch.setattr(basis_module.platform, "python_version", lambda: "3.99.0")
    assert small.grade()[1] == {"Ada", "Bob", "Cem"}


def test_the_kit_is_told_apart_by_its_files_not_by_its_version(tmp_path: Path) -> None:
    from tests.topic_copies import make_topic

    topics = make_topic(tmp_path)
    before = basis_module.hash_kit(topics)
    assert basis_module.hash_kit(topics) == before
    (tmp_path / "small" / "misconceptions.py").write_text("# another idea\n")
    assert basis_module.hash_kit(topics) != before
    assert grader.__version__


def test_regrade_judges_everybody(small: Class) -> None:
    first, _ = small.grade()
    assert small.grade(regrade=True) == (first, {"Ada", "Bob", "Cem"})


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"submission": "Ada"}'])
def test_what_is_no_report_is_judged_again(small: Class, content: bytes) -> None:
    first, _ = small.grade()
    (small.out / "reports" / "Ada.json").write_bytes(content)
    assert small.grade() == (first, {"Ada"})


def test_a_report_over_which_the_grader_failed_is_judged_again(small: Class) -> None:
    first, _ = small.grade()
    report = small.written()["Ada"]
    (topic,) = report.topics
    failed = tuple(msgspec.structs.replace(e, outcome="grader_error") for e in topic.criteria)
    broken = msgspec.structs.replace(
        report, topics=(msgspec.structs.replace(topic, criteria=failed),)
    )
    (small.out / "reports" / "Ada.json").write_bytes(msgspec.json.encode(broken))
    assert small.grade() == (first, {"Ada"})


def test_reports_of_former_submissions_are_set_aside(small: Class) -> None:
    small.grade()
    (small.submissions / "Bob" / "neuron.py").unlink()
    (small.submissions / "Bob").rmdir()
    (small.out / "reports" / ".writing-left").write_text("half")
    small.grade()
    assert set(small.written()) == {"Ada", "Cem"}
    assert (small.out / "former" / "Bob.json").exists()
    assert not list(small.out.rglob(".writing-*"))


def test_a_folder_in_use_is_left_alone(small: Class) -> None:
    small.out.mkdir()
    with Lock(small.out), pytest.raises(SubmissionError, match="Another run"):
        small.grade()
    assert small.grade()[1] == {"Ada", "Bob", "Cem"}


def test_decisions_hold_over_regrades_until_other_ones_are_given(
    small: Class, tmp_path: Path
) -> None:
    """The judge's points stay in the report, so that a decision can be taken back."""
    small.hand_in("Bob", stub("neuron"))
    name = "test_adds_weighted_inputs_and_bias"
    file = tmp_path / "mine.csv"
    file.write_text(f"submission,criterion,points,reason\nBob,{name},1,Told me orally\n")
    assert small.grade(overrides=file)[0]["Bob"] == 1.0
    file.unlink()
    for more in ({}, {"regrade": True}, {"seed": 3}):
        assert small.grade(**more)[0]["Bob"] == 1.0
    criterion = next(e for e in small.written()["Bob"].topics[0].criteria if e.name == name)
    assert criterion.override is not None
    assert (criterion.override.judged, criterion.override.reason) == (0.0, "Told me orally")
    assert criterion.outcome == "not_implemented"
    file.write_text("submission,criterion,points,reason\n")
    scores, judged = small.grade(seed=3, overrides=file)
    assert (scores["Bob"], judged) == (0.0, set())
    assert all(e.override is None for e in small.written()["Bob"].topics[0].criteria)


def test_decisions_about_who_and_what_is_not_in_a_run_wait_and_are_told(
    small: Class, tmp_path: Path
) -> None:
    """Only a file that is given now is held to its word."""
    name = "test_adds_weighted_inputs_and_bias"
    file = tmp_path / "mine.csv"
    lines = f"Ada,neuron/{name},0,Orally\nBob,{name},1,Orally\n"
    file.write_text(f"submission,criterion,points,reason\n{lines}")
    scores, _ = small.grade(overrides=file)
    shutil.move(small.submissions / "Bob", tmp_path / "Bob")
    notes: list[str] = []
    assert small.grade(on_note=notes.append)[0]["Ada"] == scores["Ada"]
    assert small.grade(on_note=notes.append, topics=["activations"])[0]["Ada"] == 0.0
    assert ["waits for them: Bob." in words for words in notes] == [True, True, False]
    assert f"in which it is one: neuron/{name}." in notes[2]
    with pytest.raises(SubmissionError, match="no submission Bob"):
        small.grade(overrides=file)
    shutil.move(tmp_path / "Bob", small.submissions / "Bob")
    assert small.grade(on_note=notes.append)[0] == scores
    assert len(notes) == 3


def test_a_folder_that_cannot_be_locked_is_said(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(SubmissionError, match="Cannot write to"), Lock(tmp_path):
        pass

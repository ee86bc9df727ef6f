"""Progress: what a check and a hint change, and the file that remembers it."""

import json
from pathlib import Path

import pytest

from grader.companion.errors import CompanionError
from grader.companion.places import find_place
from grader.companion.progress import (
    ExerciseProgress,
    Place,
    Progress,
    is_finished,
    next_place,
    with_fresh_start,
    with_hint,
    with_report,
)
from grader.companion.progress_file import ProgressFile
from grader.companion.showing import render_progress
from grader.curriculum import UnknownTopic, choose_topics
from tests.companion.shown import shown
from tests.judges import topics
from tests.report.made import criterion, report, topic

NOW = "2026-01-01T00:00:00+00:00"
DONE = topic(criterion("weighted_sum"), criterion("neuron"), criterion("layer"))
PARTLY = topic(
    criterion("weighted_sum"), criterion("neuron", "failed"), criterion("layer", "not_implemented")
)
NEURON = choose_topics(topics(), ["neuron"])


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def file(tmp_path: Path, said: list[str]) -> ProgressFile:
    return ProgressFile(tmp_path, said.append)


def test_a_check_is_remembered_exercise_by_exercise() -> None:
    known = with_report(Progress(), report(PARTLY), NOW)
    assert known.exercise("neuron", "weighted_sum").state == "right"
    assert known.exercise("neuron", "neuron") == ExerciseProgress("wrong", 0, 1)
    assert next_place(known, topics()) == Place("neuron", "neuron")
    assert known.topic("neuron").hidden


def test_what_is_next_follows_the_course() -> None:
    known = with_report(Progress(), report(DONE), NOW)
    assert is_finished(known, NEURON[0])
    assert next_place(known, topics()) == Place("activations", "relu")
    assert next_place(known, NEURON) is None


def test_a_missing_module_forgets_nothing() -> None:
    known = with_report(Progress(), report(DONE), NOW)
    assert with_report(known, report(topic(criterion("layer"), status="missing")), NOW) == known


def test_hints_go_one_step_further_and_outlive_checks_and_fresh_starts() -> None:
    known = Progress()
    for _ in range(5):
        known = with_hint(known, Place("neuron", "layer"), 3)
    known = with_report(known, report(DONE), NOW)
    assert known.exercise("neuron", "layer").hints == 3
    known = with_fresh_start(known, "neuron")
    assert known.exercise("neuron", "layer") == ExerciseProgress(hints=3)


def test_the_file_gives_back_what_was_saved(file: ProgressFile, tmp_path: Path) -> None:
    known = file.note(report(PARTLY))
    assert file.load() == known
    assert list(tmp_path.iterdir()) == [tmp_path / "progress.json"]
    assert "Delete this file" in json.loads((tmp_path / "progress.json").read_text())["about"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"topics": 3}', b"[" * 99999])
def test_a_damaged_file_is_kept_and_named(
    content: bytes, file: ProgressFile, tmp_path: Path, said: list[str]
) -> None:
    (tmp_path / "progress.json").write_bytes(content)
    assert file.load() == Progress()
    assert (tmp_path / "progress.json.damaged").read_bytes() == content
    assert "progress.json.damaged" in said[0]
    assert file.note(report(DONE)) == file.load()


def test_another_version_s_file_is_understood(file: ProgressFile, tmp_path: Path) -> None:
    old = {
        "schema": 9,
        "mood": "good",
        "topics": {
            "neuron": {"checked": NOW, "exercises": {"layer": {"state": "odd", "hints": 2}}},
            "gone": {},
        },
    }
    (tmp_path / "progress.json").write_text(json.dumps(old))
    known = file.load()
    assert known.exercise("neuron", "layer").hints == 2
    assert "known to another version" in shown(render_progress(known, topics()))
    assert "gone" in file.note(report(DONE)).topics


def test_a_folder_that_cannot_be_written_stops_nothing(
    file: ProgressFile, tmp_path: Path, said: list[str]
) -> None:
    (tmp_path / "progress.json").mkdir()
    file.note(report(DONE))
    assert any("could not be written" in words for words in said)
    assert [each.name for each in tmp_path.iterdir()] == ["progress.json"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("neuron", Place("neuron", "neuron")),
        ("neuron.layer", Place("neuron", "layer")),
        ("layer", Place("neuron", "layer")),
        ("mini_batches", Place("mini_batches", "number_of_batches")),
        ("fit", Place("training_loop", "fit")),
    ],
)
def test_a_place_is_found_from_what_is_typed(words: str, meant: Place) -> None:
    known = with_report(Progress(), report(PARTLY), NOW)
    assert find_place(words, topics(), known) == meant


def test_a_mistyped_place_gets_a_suggestion() -> None:
    with pytest.raises(CompanionError, match=r"Did you mean layer\?"):
        find_place("neuron.layr", topics(), Progress())
    with pytest.raises(UnknownTopic, match=r"Did you mean neuron\?"):
        find_place("neurn.layer", topics(), Progress())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_progress_says_what_is_next_in_any_width(width: int) -> None:
    known = with_hint(with_report(Progress(), report(PARTLY), NOW), Place("neuron", "layer"), 3)
    text = shown(render_progress(known, topics()), width)
    assert "✔ weighted_sum" in text
    assert "✘ neuron" in text
    assert "1 of 35 exercises are right." in text
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    assert "Next: neuron in neuron.py. Then run: grader check neuron" in words
    assert "not written yet, hint 1 of 3" in words


def test_progress_names_the_wrong_ideas_and_the_suites() -> None:
    one = criterion("neuron", "failed", suite="examples", misconception="neuron.no-activation")
    found = topic(one, name="neuron", score=None)
    named = found.exercises[0].__class__("neuron", None, 2.0, ("neuron.no-activation",))
    known = with_report(Progress(), report(topic(one, exercises=(named,), score=None)), NOW)
    text = shown(render_progress(known, topics()))
    assert "grader explain neuron.no-activation" in text
    assert "the hidden suites decide the grade" in text

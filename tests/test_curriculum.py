"""Topics are read from their files, and a bad one is refused by name."""

from pathlib import Path

import pytest

from grader.curriculum import CurriculumError, UnknownTopic, choose_topics, load_curriculum
from tests.judges import topics
from tests.topic_copies import TOML, make_topic

COURSE = [
    ("neuron", 8),
    ("activations", 10),
    ("propagation", 14),
    ("gradient_step", 12),
    ("mini_batches", 10),
    ("tensors", 8),
    ("mlp", 14),
    ("training_loop", 14),
    ("validation", 10),
]


def test_the_course_has_its_topics_in_order_with_their_points() -> None:
    assert [(each.name, each.points) for each in topics()] == COURSE


def test_the_whole_course_is_worth_100() -> None:
    assert sum(each.points for each in topics()) == 100


def test_exercises_are_named_once_in_a_topic() -> None:
    for topic in topics():
        names = [each.name for each in topic.exercises]
        assert len(set(names)) == len(names), topic.name
        assert topic.exercise(names[0]).name == names[0]
        with pytest.raises(KeyError):
            topic.exercise("nothing")


FAULTS = {
    "a key that is missing": (TOML.replace('title = "Small"', ""), "title"),
    "a key that is unknown": ("colour = 1\n" + TOML, "colour"),
    "an unknown key of an exercise": (TOML + "level = 3\n", "level"),
    "a limit that is unknown": (TOML + "\n[limits]\ncall_h = 3\n", "call_h"),
    "a number that is none": (TOML.replace("number = 1", 'number = "one"'), "int"),
    "a library that is unknown": (TOML.replace('"numpy"', '"jax"'), "jax"),
    "two hints": (TOML.replace('hints = ["a", "b", "c"]', 'hints = ["a", "b"]', 1), "double has 2"),
    "points in thirds": (TOML.replace("points = 2", "points = 0.3"), "double has 0.3 points"),
    "no points": (TOML.replace("points = 2", "points = 0"), "double has 0"),
    "negative points": (TOML.replace("points = 2", "points = -1"), "double has -1"),
    "a name forbidden without a reason": (TOML + 'forbids = ["torch"]\n', "forbids_because"),
    "no TOML": ("number = \n", "line 1"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_topic_is_refused_by_file_and_fault(tmp_path: Path, fault: str) -> None:
    toml, words = FAULTS[fault]
    with pytest.raises(CurriculumError) as caught:
        make_topic(tmp_path, toml)
    assert str(tmp_path / "small" / "topic.toml") in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "topic.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(CurriculumError, match=r"topic\.toml"):
        load_curriculum(tmp_path)


def test_a_number_that_is_there_twice_is_refused_with_both_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "topic.toml").write_text(TOML)
    with pytest.raises(CurriculumError, match="number 1 is there twice") as caught:
        load_curriculum(tmp_path)
    assert str(tmp_path / "one") in str(caught.value)
    assert str(tmp_path / "other") in str(caught.value)


def test_topics_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number, name in enumerate(("c", "a", "b"), start=9):
        (tmp_path / name).mkdir()
        toml = TOML.replace("number = 1", f"number = {number}")
        (tmp_path / name / "topic.toml").write_text(toml)
    assert [each.name for each in load_curriculum(tmp_path)] == ["c", "a", "b"]


def test_no_name_chooses_all_and_names_choose_in_the_order_of_the_course() -> None:
    assert choose_topics(topics(), []) == topics()
    chosen = choose_topics(topics(), ["mlp", "neuron", "mlp"])
    assert [each.name for each in chosen] == ["neuron", "mlp"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("neurn", "There is no topic neurn. Did you mean neuron?"),
        ("minibatches", "Did you mean mini_batches?"),
        ("xyz", "There is no topic xyz. The topics are: neuron, activations"),
        ("", "The topics are"),
    ],
)
def test_an_unknown_topic_is_answered_with_the_known_ones(name: str, words: str) -> None:
    with pytest.raises(UnknownTopic) as caught:
        choose_topics(topics(), ["mlp", name])
    assert words in str(caught.value)

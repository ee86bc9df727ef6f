"""`grader hint`, `progress`, `reset` and `explain`."""

import json
from pathlib import Path

import msgspec
import pytest

from grader.companion.errors import CompanionError
from grader.companion.explanations import encode_explanations, explanation_of, load_explanations
from grader.companion.progress import ExerciseProgress, Progress, TopicProgress
from grader.companion.reset import fresh_stub
from tests.commands import is_a_sentence, run
from tests.companion.terminal import Terminal
from tests.judges import solution, stub, topics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "neuron.py").write_text(stub("neuron"), encoding="utf-8")
    return tmp_path


def test_hints_go_one_step_further_at_each_call(folder: Path) -> None:
    hints = topics()[0].exercise("layer").hints
    for step in (1, 2, 3, 3):
        done = run("hint", "neuron.layer", "--from", folder)
        assert done.returncode == 0
        assert f"hint {step} of 3" in done.stdout
        assert hints[step - 1][:30] in done.stdout
    assert "Neurone artificiel" in done.stdout


def test_who_is_in_the_folder_of_modules_need_not_name_it(folder: Path) -> None:
    assert "weighted_sum, hint 1 of 3" in run("hint", cwd=folder).stdout
    assert (folder / "progress.json").is_file()
    assert run("check", "neuron", cwd=folder).returncode == 1
    assert run("pack", cwd=folder).returncode == 0
    assert "There is no folder exercises here." in run("hint", cwd=folder.parent).stderr


def test_a_hint_without_a_name_is_for_what_is_next(folder: Path) -> None:
    assert "weighted_sum, hint 1 of 3" in run("hint", "--from", folder).stdout
    (folder / "progress.json").write_bytes(msgspec.json.encode(with_everything_right()))
    done = run("hint", "--from", folder)
    assert done.returncode == 2
    assert "grader hint neuron.layer" in done.stderr


def test_hints_are_still_there_after_passing(folder: Path) -> None:
    (folder / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    assert run("check", "neuron", "--from", folder).returncode == 0
    assert "weighted_sum, hint 1 of 3" in run("hint", "neuron", "--from", folder).stdout


def test_a_check_fills_the_progress_in(folder: Path) -> None:
    assert "0 of 35" in run("progress", "--from", folder).stdout
    (folder / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    run("check", "neuron", "--from", folder)
    done = run("progress", "--from", folder)
    assert "3 of 35 exercises are right." in done.stdout
    assert "Next: relu in activations.py" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_a_check_that_finds_all_right_leads_on(folder: Path) -> None:
    (folder / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    said = run("check", "neuron", "--from", folder).stdout
    assert "Next: relu in activations.py. Then run: grader check activations" in said
    known = with_everything_right()
    (folder / "progress.json").write_bytes(msgspec.json.encode(known))
    said = run("check", "neuron", "--from", folder).stdout
    assert said.endswith("Every exercise is right. To hand in, run: grader pack\n")


def with_everything_right() -> Progress:
    right = ExerciseProgress(state="right")
    return Progress(
        topics={
            each.name: TopicProgress(exercises={e.name: right for e in each.exercises})
            for each in topics()
        }
    )


def test_sentences_break_between_words_on_a_narrow_terminal() -> None:
    with Terminal(["explain", "neuron.nobias"], columns=60) as terminal:
        assert terminal.wait_until_ended() == 2
        lines = terminal.text.split("\n")
    assert lines[0].endswith("Did you mean")
    assert max(map(len, lines)) <= 60


def test_progress_names_the_wrong_idea_and_explain_tells_of_it(folder: Path) -> None:
    wrong = solution("neuron").replace("float(w @ x + b)", "float(w @ x)")
    (folder / "neuron.py").write_text(wrong, encoding="utf-8")
    run("check", "neuron", "--from", folder)
    assert "grader explain neuron.no-bias" in run("progress", "--from", folder).stdout
    assert "leave the bias out" in run("explain", "neuron.no-bias").stdout


def test_reset_restores_the_stub_and_keeps_what_was_there(folder: Path) -> None:
    for text in ("x = 1\n", "x = 2\n"):
        (folder / "neuron.py").write_text(text)
        done = run("reset", "neuron", "--from", folder)
        assert done.returncode == 0
        (named,) = [line for line in done.stdout.splitlines() if "kept in" in line]
        backup = Path(named.removeprefix("What you had written is kept in ").removesuffix("."))
        assert backup.read_text() == text
        assert (folder / "neuron.py").read_text("utf-8") == stub("neuron")
    assert len(list((folder / "backups").iterdir())) == 2


def test_reset_and_pack_find_modules_where_check_does(folder: Path) -> None:
    """In a folder of modules, and from the folder around it."""
    inner = folder / "exercises"
    inner.mkdir()
    (folder / "neuron.py").rename(inner / "neuron.py")
    (inner / "neuron.py").write_text("x = 1\n")
    assert "exercises/backups/neuron-" in run("reset", "neuron", "--from", folder).stdout
    assert (inner / "neuron.py").read_text("utf-8") == stub("neuron")
    run("reset", "mlp", "--from", folder)
    assert (inner / "mlp.py").is_file()
    packed = run("pack", "--from", folder, "--to", folder / "all.zip")
    assert "neuron.py, mlp.py" in packed.stdout
    assert not (folder / "neuron.py").exists()


def test_reset_of_a_stub_or_of_nothing_makes_no_backup(folder: Path) -> None:
    assert "nothing was changed" in run("reset", "neuron", "--from", folder).stdout
    restored = run("reset", "mlp", "--from", folder)
    assert restored.returncode == 0
    assert restored.stdout.endswith("mlp.py is as it was at the beginning.\n")
    assert (folder / "mlp.py").read_text("utf-8") == stub("mlp")
    assert not (folder / "backups").exists()


@pytest.mark.parametrize("topic", [each.name for each in topics()])
def test_fresh_stubs_are_those_of_the_kit(topic: str, tmp_path: Path) -> None:
    assert fresh_stub(topic, tmp_path / "x.py").decode() == stub(topic)


def test_a_backup_is_no_part_of_a_submission(folder: Path) -> None:
    (folder / "neuron.py").write_text("x = 1\n")
    run("reset", "neuron", "--from", folder)
    done = run("check", "neuron", "--from", folder, "--json")
    assert json.loads(done.stdout)["topics"][0]["status"] == "not_started"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["hint", "neurn"], "Did you mean neuron?"),
        (["hint", "neuron.layr"], "Did you mean layer?"),
        (["reset", "neurn"], "Did you mean neuron?"),
        (["explain", "neuron.nobias"], "Did you mean neuron.no-bias"),
        (["explain", "no-bias"], "neuron.no-bias"),
        (["explain", "qqqq"], "like neuron.no-bias"),
        (["progress", "--from", "nowhere"], "--from"),
        (["reset", "neuron", "--from", "nowhere"], "--from"),
    ],
)
def test_misuse_is_a_sentence_with_what_to_type(words: list[str], part: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert part in done.stderr
    assert is_a_sentence(done.stderr)


def test_explanations_can_come_from_a_data_file(tmp_path: Path) -> None:
    known = load_explanations(topics())
    data = tmp_path / "explanations.json"
    data.write_bytes(encode_explanations(known))
    bare = tuple(msgspec.structs.replace(each, folder=tmp_path / each.name) for each in topics())
    assert load_explanations(bare, data) == known
    assert "@misconception" not in data.read_text("utf-8")
    data.write_bytes(b"{")
    with pytest.raises(CompanionError, match="damaged"):
        load_explanations(bare, data)
    with pytest.raises(CompanionError, match="no explanations"):
        load_explanations(bare, tmp_path / "nothing.json")
    assert explanation_of("neuron.no-bias", known).question.endswith("?")


def test_a_fault_of_ours_is_a_sentence_and_a_log(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import grader.companion.showing as s\ndef broken(*a): raise RuntimeError('a bug')\n"
        "s.render_progress = broken\n"
    )
    cache = tmp_path / "cache"
    done = run("progress", "--from", tmp_path, PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=str(cache))
    assert done.returncode == 3
    assert is_a_sentence(done.stderr)
    (log,) = cache.rglob("*.log")
    assert str(log) in done.stderr
    assert "RuntimeError: a bug" in log.read_text()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("hint neuron.", "neuron.layer"), ("check neu", "neuron"), ("explain neuron.no-b", "no-bias")],
)
def test_shells_complete_topics_and_ids(typed: str, offered: str) -> None:
    done = run(_GRADER_COMPLETE="complete_bash", COMP_WORDS=f"grader {typed}", COMP_CWORD="2")
    assert offered in done.stdout

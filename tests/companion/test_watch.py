"""`grader watch` in a pseudo-terminal: saves, keys, sizes, crashes, and the terminal afterwards."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.companion.keys import decode
from tests.commands import GRADER, NO_TORCH, run
from tests.companion.terminal import WITHOUT_FORKS, Terminal
from tests.judges import solution, stub, topics

WRONG = solution("neuron").replace("float(w @ x + b)", "float(w @ x)")
HEADING = "neuron (1 of 9): A single neuron "
LOOPS = stub("neuron").replace('raise NotImplementedError("weighted_sum")', "while True: pass")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for topic in topics():
        (folder / f"{topic.name}.py").write_text(stub(topic.name), encoding="utf-8")
    return folder


@pytest.fixture(params=["events", "poll"])
def terminal(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in which the folder is watched."""
    words = ["watch", "--from", folder, *(["--poll"] if request.param == "poll" else [])]
    with Terminal(words, XDG_CACHE_HOME=str(tmp_path / "cache")) as terminal:
        terminal.wait_for("Checked neuron.py")
        yield terminal


def save(folder: Path, topic: str, text: str) -> None:
    (folder / f"{topic}.py").write_text(text, encoding="utf-8")


def kill_children(terminal: Terminal) -> None:
    """Kill the judges of a watch, as a system that runs out of memory would."""
    children = Path(f"/proc/{terminal.process.pid}/task").glob("*/children")
    for pid in " ".join(each.read_text() for each in children).split():
        os.kill(int(pid), signal.SIGKILL)


def test_saves_are_checked_and_it_moves_on(terminal: Terminal, folder: Path) -> None:
    save(folder, "neuron", WRONG)
    terminal.wait_for("✘ weighted_sum")
    save(folder, "neuron", solution("neuron"))
    terminal.wait_for("neuron is all right. On to activations.")
    terminal.wait_for("· relu")
    save(folder, "propagation", stub("propagation") + "\n")
    terminal.wait_for("propagation (3 of 9)")
    terminal.press("q")
    assert terminal.wait_until_ended() == 0
    assert terminal.is_as_it_was()
    assert "1 of 9 topics are right." in terminal.text.replace("\n", "")
    assert "✔ layer" in run("progress", "--from", folder).stdout


def test_an_editor_that_replaces_files_is_noticed_too(terminal: Terminal, folder: Path) -> None:
    beside = folder / ".neuron.py.tmp"
    beside.write_text(WRONG, encoding="utf-8")
    beside.replace(folder / "neuron.py")
    terminal.wait_for("✘ weighted_sum")


@pytest.fixture
def watched(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(["watch", "--from", folder], XDG_CACHE_HOME=str(tmp_path / "cache")) as terminal:
        terminal.wait_for("Checked neuron.py")
        yield terminal


def test_keys_lead_through_the_course(watched: Terminal, folder: Path) -> None:
    watched.press("h")
    watched.wait_for("weighted_sum, hint 1 of 3")
    watched.press("h")
    watched.wait_for("weighted_sum, hint 2 of 3")
    watched.press("n")
    watched.wait_for("Checked activations.py")
    watched.press("\x1b[D")
    watched.wait_for("Checked neuron.py")
    watched.press("l")
    watched.wait_for("hint 2 of 3")
    watched.press("\x1b[B")
    watched.wait_for("3 lines above")
    assert "hint 3 of 3" in run("hint", "neuron", "--from", folder).stdout


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("h", "One step more: press h."),
        ("n", "Checked activations.py"),
        ("\x1b[C", "Checked activations.py"),
        ("p", "validation (9 of 9)"),
        ("\x1b[D", "validation (9 of 9)"),
        ("l", "no progress yet"),
        ("H", "hint 1 of 3"),
        ("xyz\x1b[99~h", "hint 1 of 3"),
    ],
)
def test_every_key_does_what_the_last_line_says(watched: Terminal, keys: str, words: str) -> None:
    for key in keys if "\x1b" not in keys else [keys]:
        watched.press(key)
    watched.wait_for(words)


@pytest.mark.parametrize("back", ["l", "\x1b", "c", "\r"])
def test_keys_lead_back_from_the_list(watched: Terminal, back: str) -> None:
    watched.press("l")
    watched.wait_for("no progress yet")
    watched.press(back)
    watched.wait_for("Nothing is written yet")
    watched.wait_for("Checked neuron.py")


@pytest.mark.parametrize("again", ["c", "\r"])
def test_keys_check_again(watched: Terminal, folder: Path, again: str) -> None:
    shutil.rmtree(folder)
    watched.press(again)
    watched.wait_for("There is no folder")


@pytest.mark.parametrize(
    ("down", "up"), [("\x1b[B", "\x1b[A"), ("j", "k"), (" ", "\x1b[5~"), ("\x1b[6~", "\x1b[5~")]
)
def test_keys_scroll_there_and_back(watched: Terminal, down: str, up: str) -> None:
    watched.resize(80, 24)
    watched.press("l")
    watched.wait_for("lines below")
    watched.press(down)
    watched.wait_for("lines above")
    watched.press(up)
    watched.wait_for("weighted_sum")


def test_a_module_saved_half_written_says_where_python_stops(
    terminal: Terminal, folder: Path
) -> None:
    with (folder / "neuron.py").open("w", encoding="utf-8") as stream:
        stream.write(WRONG[: WRONG.index("float(w @ x)") + 8])
        stream.flush()
        terminal.wait_for("of neuron.py is not Python")
        stream.write(WRONG[WRONG.index("float(w @ x)") + 8 :])
    terminal.wait_for("✘ weighted_sum")
    terminal.wait_for("leave the bias out")


def test_a_judge_that_dies_in_the_middle_is_said_and_replaced(
    watched: Terminal, folder: Path
) -> None:
    save(folder, "neuron", LOOPS)
    watched.wait_for("Checking neuron.py")
    kill_children(watched)
    watched.wait_for("could not be made")
    save(folder, "neuron", WRONG)
    watched.wait_for("✘ weighted_sum")
    assert "Traceback" not in watched.text


def test_a_folder_that_goes_is_said_and_ends_nothing(watched: Terminal, folder: Path) -> None:
    (folder / "neuron.py").unlink()
    watched.press("c")
    watched.wait_for("There is no neuron.py.")
    shutil.rmtree(folder)
    for key in "hc":
        watched.press(key)
        watched.wait_for("There is no folder")
    assert watched.process.poll() is None


def test_it_follows_the_window_s_size(watched: Terminal) -> None:
    watched.resize(60, 20)
    watched.wait_for(HEADING + "─" * (60 - len(HEADING)))
    assert "q quit" in watched.text.splitlines()[-1]
    watched.resize(100, 30)
    watched.wait_for(HEADING + "─" * (100 - len(HEADING)))


def test_hostile_answers_command_no_terminal(watched: Terminal, folder: Path) -> None:
    evil = stub("neuron").replace(
        'raise NotImplementedError("weighted_sum")', r'raise ValueError("\x1b[2J\x1b[?1049lHAHA")'
    )
    save(folder, "neuron", evil)
    watched.wait_for("HAHA")
    assert r"\x1b[2J" in watched.text
    assert watched.received.count(b"\x1b[?1049l") == 0


def test_a_new_save_takes_over_from_an_endless_loop(watched: Terminal, folder: Path) -> None:
    save(folder, "neuron", LOOPS)
    watched.wait_for("Checking neuron.py")
    time.sleep(1.5)
    save(folder, "neuron", WRONG)
    watched.wait_for("✘ weighted_sum", seconds=15)


def test_a_judge_that_dies_is_said_and_replaced(watched: Terminal, folder: Path) -> None:
    kill_children(watched)
    save(folder, "neuron", WRONG)
    watched.wait_for("This check could not be made: the judge's process ended without a word.")
    save(folder, "neuron", WRONG + "\n")
    watched.wait_for("✘ weighted_sum")
    assert "Traceback" not in watched.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whatever_ends_it_the_terminal_is_given_back(watched: Terminal, number: int) -> None:
    watched.process.send_signal(number)
    watched.wait_until_ended()
    assert watched.is_as_it_was()
    assert "Traceback" not in watched.text


def test_it_works_without_forks_too(folder: Path) -> None:
    with Terminal([folder], program=WITHOUT_FORKS) as terminal:
        terminal.wait_for("Checked neuron.py")
        save(folder, "neuron", WRONG)
        terminal.wait_for("✘ weighted_sum")
        save(folder, "neuron", solution("neuron"))
        terminal.wait_for("On to activations.")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


def test_without_torch_its_topics_say_how_to_get_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_TORCH)
    with Terminal(["watch", "--from", folder], PYTHONPATH=str(tmp_path)) as terminal:
        terminal.wait_for("Checked neuron.py: examples and hidden suites.")
        terminal.press("p")
        terminal.wait_for("Checked validation.py: it could not be judged.")
        assert "This topic needs PyTorch, which is not installed" in terminal.text
        assert "Traceback" not in terminal.text


def test_ctrl_c_quits(watched: Terminal) -> None:
    watched.press("\x03")
    assert watched.wait_until_ended() == 0
    assert watched.is_as_it_was()


def test_a_fault_of_ours_gives_the_terminal_back_and_names_a_log(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import grader.companion.watch_view as view\n"
        "def broken(state):\n"
        "    if state.report: raise RuntimeError('a bug')\n"
        "    return view.Text()\n"
        "view.render_page = broken\n"
    )
    cache = str(tmp_path / "cache")
    with Terminal(
        ["watch", "--from", folder], PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=cache
    ) as terminal:
        assert terminal.wait_until_ended() == 3
        assert terminal.is_as_it_was()
        assert "The grader itself failed" in terminal.text.replace("\n", "")
        assert "Traceback" not in terminal.text
    assert "a bug" in next((tmp_path / "cache").rglob("grader-*.log")).read_text()


def test_where_there_is_no_terminal_each_report_is_written_once(folder: Path) -> None:
    process = subprocess.Popen(
        [GRADER, "watch", "--from", folder],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "Next" in line or "Nothing" in line)
        process.terminate()
    assert "\x1b" not in line


def test_no_colour_is_honoured(folder: Path) -> None:
    with Terminal(["watch", "--from", folder], NO_COLOR="1") as terminal:
        terminal.wait_for("Checked neuron.py")
        assert b"\x1b[31m" not in terminal.received
        assert b"\x1b[32m" not in terminal.received


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = run("watch", "--from", tmp_path / "nowhere")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no folder")


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        ("h", ["h"]),
        ("Q", ["q"]),
        ("\x1b[A\x1b[Bn", ["up", "down", "n"]),
        ("\x1b", ["escape"]),
        ("\x1b[99;5u", []),
        ("\x00\x07", []),
        ("\x1b[99~h", ["h"]),
        ("\x1bxn", ["n"]),
        ("l\x1b", ["l", "escape"]),
        (" \r", ["space", "enter"]),
    ],
)
def test_keys_are_named(sent: str, names: list[str]) -> None:
    assert list(decode(sent)) == names


def test_a_log_that_cannot_be_written_keeps_nobody_from_work(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache" / "neuron-to-mlp" / "logs" / "watch.log").mkdir(parents=True)
    with Terminal(["watch", "--from", folder], XDG_CACHE_HOME=str(tmp_path / "cache")) as terminal:
        terminal.wait_for("Checked neuron.py")

"""Progress: lines where words go to a file, a bar on a terminal, and nothing where it is quiet."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from grader.cli.progress import Bar, Lines, Tally, watch
from tests.commands import run
from tests.judges import solution


def test_a_line_says_how_far_how_fast_how_long_and_who_is_in_flight() -> None:
    tally = Tally(10, 100.0)
    for name in ("Ada", "Bob\x1b", "Cem", "Dag", "Eve", "Fay"):
        tally.start(name)
    tally.finish("Ada", is_fault=True)
    assert tally.line(102.0) == (
        "1 of 10 graded, 30 each minute, 18 s left. Failures of the grader: 1. "
        "In flight: Bob\\x1b, Cem, Dag, Eve, …."
    )
    assert tally.last_line(165.0) == "1 of 10 graded in 1 min 5 s. Failures of the grader: 1."
    assert "an unknown time left" in Tally(3, 0.0).line(9.0)


def test_a_run_that_fails_says_nothing_of_what_it_came_to() -> None:
    text = io.StringIO()
    with pytest.raises(KeyError), watch(Console(file=text), 1):
        raise KeyError
    assert text.getvalue() == ""


def test_pages_are_told_once_all_is_graded() -> None:
    """For a large class they take minutes, and a bar that stands still says nothing."""
    tally = Tally(2, 0.0)
    tally.finish("Ada", is_fault=False)
    tally.finish("Bob", is_fault=False)
    tally.page()
    assert tally.line(9.0) == "2 of 2 graded, 1 of 2 pages written."
    text = io.StringIO()
    with watch(Console(file=text, force_terminal=True, width=120), 2) as bar:
        bar.finished("Ada", is_fault=False)
        assert "Pages" not in text.getvalue()
        bar.paged()
    assert "Pages" in text.getvalue()


def test_a_terminal_gets_a_bar_and_a_file_lines() -> None:
    assert isinstance(watch(Console(file=io.StringIO()), 1), Lines)
    text = io.StringIO()
    bar = watch(Console(file=text, force_terminal=True, width=120), 2)
    assert isinstance(bar, Bar)
    with bar:
        bar.started("[bold]Ada")
        bar.finished("Bob", is_fault=True)
    assert "[bold]Ada" in text.getvalue()
    assert "1 failed" in text.getvalue()


def test_quiet_says_nothing_and_the_second_run_is_compared_with_the_first(tmp_path: Path) -> None:
    (tmp_path / "class" / "Ada").mkdir(parents=True)
    (tmp_path / "class" / "Ada" / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    for out, seed in (("one", 0), ("two", 1)):
        words = ["--out", tmp_path / out, "--topics", "neuron", "--seed", seed, "--quiet"]
        done = run("grade", tmp_path / "class", *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run("diff", tmp_path / "one", tmp_path / "two")
    assert (done.returncode, done.stdout) == (0, "0 of 1 grades changed, 0 came, 0 went.\n")
    done = run("diff", tmp_path / "one", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "--out" in done.stderr


def test_quiet_still_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "class" / "Ada").mkdir(parents=True)
    (tmp_path / "class" / "Ada" / "neuron.py").write_text(solution("neuron"), encoding="utf-8")
    (tmp_path / "roster.csv").write_text("name,id\nBob Hope,8\n", encoding="utf-8")
    words = ["--out", tmp_path / "out", "--topics", "neuron, ", "--quiet"]
    done = run("grade", tmp_path / "class", *words, "--roster", tmp_path / "roster.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Ada is not in the roster" in done.stderr

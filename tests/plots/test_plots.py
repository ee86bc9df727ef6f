"""`grader plot`: pictures of right and of wrong code, as text and as PNG."""

import math
from pathlib import Path

import pytest

from grader.companion.errors import CompanionError
from grader.plots.canvas import DOTS, draw_panel
from grader.plots.catalogue import PLOTS, plot_of, reference_numbers
from grader.plots.png import COLOURS, write_png
from grader.plots.record import record
from grader.plots.text import render_picture
from grader.plots.types import Panel, Series
from tests.commands import is_a_sentence, run
from tests.companion.shown import shown
from tests.judges import solution, stub

PNG = b"\x89PNG"


def plotted(folder: Path, topic: str, text: str, **variables: str) -> tuple[str, str, int]:
    """What `grader plot` says of a module: its output, its errors, and its exit code."""
    (folder / f"{topic}.py").write_text(text, encoding="utf-8")
    done = run("plot", topic, "--from", folder, "--to", folder / "plots", **variables)
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("topic", PLOTS)
def test_right_code_is_drawn(topic: str, tmp_path: Path) -> None:
    said, errors, code = plotted(tmp_path, topic, solution(topic))
    assert (errors, code) == ("", 0)
    assert (tmp_path / "plots" / f"{topic}.png").read_bytes().startswith(PNG)
    assert "Your code: lines." in said


@pytest.mark.parametrize("topic", PLOTS)
def test_the_recorded_numbers_are_those_of_the_solution(topic: str) -> None:
    recorded, now = reference_numbers(topic), record(PLOTS[topic])
    assert recorded.keys() == now.keys()
    for name, numbers in recorded.items():
        assert now[name] == pytest.approx(numbers, rel=0.05, abs=0.05)


@pytest.mark.parametrize("topic", ["activations", "mini_batches", "validation"])
def test_of_a_stub_only_right_code_is_drawn_and_that_is_said(topic: str, tmp_path: Path) -> None:
    said, _, code = plotted(tmp_path, topic, stub(topic))
    assert code == 1
    assert "is not written yet." in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        (
            "raise ValueError('\\x1b[2Jno')",
            r"relu cannot be drawn: it raises ValueError: \x1b[2Jno",
        ),
        ("import os; os._exit(3)", "relu cannot be drawn. Python"),
        ("while True: pass", "relu cannot be drawn: it takes more than 5 seconds."),
        ("return 'text'", "it does not answer with numbers"),
        ("return np.zeros(3)", "it answers 3 numbers, and should answer 100"),
        ("return z * np.nan", "Your code: lines."),
        ("return print", "it does not answer with numbers"),
    ],
)
def test_wrong_code_becomes_a_sentence_and_the_rest_is_drawn(
    wrong: str, part: str, tmp_path: Path
) -> None:
    text = solution("activations").replace("return np.maximum(z, 0.0)", wrong)
    said, errors, _ = plotted(tmp_path, "activations", text, NO_COLOR="1")
    assert part in said
    assert "sigmoid" in said
    assert "\x1b" not in said
    assert "Traceback" not in said + errors


def test_a_module_that_cannot_be_imported_is_a_sentence(tmp_path: Path) -> None:
    said, _, code = plotted(tmp_path, "activations", "def (")
    assert code == 1
    assert "is not Python" in said


def test_topics_without_a_picture_and_missing_modules_are_misuse(tmp_path: Path) -> None:
    for words in (["plot", "neuron"], ["plot", "mlpp"], ["plot", "mlp", "--from", tmp_path]):
        done = run(*words)
        assert done.returncode == 2
        assert is_a_sentence(done.stderr)


def test_without_torch_its_pictures_are_refused_in_a_sentence(tmp_path: Path) -> None:
    done = run("plot", "mlp", "--from", "solutions", without_torch=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("This picture needs PyTorch, which is not installed: python -m")
    assert "Traceback" not in done.stderr


def test_without_matplotlib_there_is_the_text_and_the_command_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ImportError('none')")
    said, errors, code = plotted(
        tmp_path, "activations", solution("activations"), PYTHONPATH=str(tmp_path)
    )
    assert "sigmoid" in said
    assert errors.startswith("PNG files need matplotlib")
    assert "pip install" in errors
    assert code == 0


@pytest.mark.parametrize("topic", PLOTS)
@pytest.mark.parametrize("width", [40, 60, 200])
def test_pictures_fit_any_width(topic: str, width: int) -> None:
    right = reference_numbers(topic)
    text = shown(render_picture(plot_of(topic).draw(right, right), width), width)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("rows", [5, 12, 30])
def test_right_code_is_not_drawn_beside_a_line_that_agrees_with_it(rows: int) -> None:
    x = tuple(0.01 * at for at in range(101))
    y = tuple(math.sin(5 * each) for each in x)
    right, own = Series("", "reference", x, y), Series("", "student", x, y)
    alike = draw_panel(Panel("t", "x", "y", (right, own)), 70, rows)
    assert DOTS["reference"] not in "".join(line.plain for line in alike)
    other = Series("", "student", x, tuple(-each for each in y))
    unlike = draw_panel(Panel("t", "x", "y", (right, other)), 70, rows)
    assert DOTS["reference"] in "".join(line.plain for line in unlike)


def test_an_axis_that_goes_up_by_factors_says_so() -> None:
    line = Series("", "student", (0.0, 1.0), (0.1, 10.0))
    for logarithmic in (True, False):
        panel = Panel("t", "x", "loss", (line,), logarithmic=logarithmic)
        text = "\n".join(each.plain for each in draw_panel(panel, 40, 8))
        assert ("(log)" in text) is logarithmic
        assert "loss" in text


def test_no_two_lines_of_a_png_have_one_colour() -> None:
    """Colours that come again would make two lines of a picture look alike."""
    for topic, plot in PLOTS.items():
        right = reference_numbers(topic)
        for panel in plot.draw(right, right).panels:
            own = [series for series in panel.series if series.kind == "student"]
            assert len(own) <= len(COLOURS)


def test_what_cannot_be_drawn_is_left_out() -> None:
    odd = Series("odd", "student", (0.0, None, 2.0), (1.0, 2.0, None))
    (drawn,) = [line for line in draw_panel(Panel("t", "x", "y", (odd,)), 30, 4) if "odd" in line]
    assert drawn.plain.startswith(" ")
    assert draw_panel(Panel("t", "x", "y", ()), 30, 4)
    negative = Series("", "student", (0.0, 1.0), (-1.0, 0.0))
    assert draw_panel(Panel("t", "x", "y", (negative,), logarithmic=True), 30, 4)


def test_a_png_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    right = reference_numbers("activations")
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CompanionError, match="could not be written"):
        write_png(plot_of("activations").draw(right, right), tmp_path / "taken" / "x.png")

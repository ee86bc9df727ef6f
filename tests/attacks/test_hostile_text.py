"""Text from students reaches terminals, files and tables only escaped, wherever it comes from."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from grader.classroom.folder import ReportsFolder
from grader.classroom.intake.opening import open_class
from grader.judge.client import JudgeClient
from grader.report.console import render, render_class
from grader.report.serialised import to_json
from grader.report.types import Report
from grader.submission import Submission
from tests.attacks.attacks import BY_NAME
from tests.attacks.test_attacks import commands
from tests.commands import run
from tests.judges import solution
from tests.report.made import criterion, topic
from tests.report.made import report as make_report
from tests.topic_copies import RIGHT, make_topic

CLEAR = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\r\x00\x7f"
TURNED = "\u202e8 / 0\u202c \u2066\u200f\u061c\ufeff\u2028 \U000e0041"
MARKUP = "[red]x[/red] [link=file:///]y[/link] <script>alert(1)</script> {0.__class__} %s"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "=cmd|' /C calc'!A0"]
LONG = "x" * 10**7
HOSTILE = [CLEAR, TURNED, MARKUP, *FORMULAS, "a\n=1\n", 'x","y', "é 名 🌱"]

NAMES = [
    "=HYPERLINK(1)", "@SUM(A1)", "-1+1", "[red]red[/red]", "\u202egnp.eci", "a\tb", "\u2025\u2025",
    "\x1b[2Jgone", "<b>bold", "$(id)`id`;id", "'\"", "CON", "x" * 250, "a\nb", "~", "-rf", "%s%n",
    "\x9b2J", "ａ", "{0}",
]  # fmt: skip


def screen(report: Report, width: int = 120) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=True, color_system=None)
    console.print(render(report))
    console.print(render_class([report]))
    return stream.getvalue()


def report_with(text: str) -> Report:
    """A report that holds a text in every place that a student's text can come to."""
    failed = criterion("f", "failed", feedback=text)
    raised = criterion("g", "errored", feedback=f"f(x={text})\nIt raises {text}: {text}")
    return make_report(topic(failed, raised, problem=text, printed=text), submission=text)


def shortened(text: str) -> str:
    """A name for a test; pytest has it in the environment, where a long one leaves no room."""
    return ascii(text)[:40]


@pytest.mark.parametrize("text", HOSTILE, ids=shortened)
@pytest.mark.parametrize("width", [40, 120])
def test_a_terminal_is_commanded_by_no_text(text: str, width: int) -> None:
    assert commands(screen(report_with(text), width)) == []


@pytest.mark.parametrize("text", HOSTILE, ids=shortened)
def test_json_holds_every_text_as_it_was_and_shows_it_harmlessly(text: str) -> None:
    report = report_with(text)
    written = to_json(report)
    assert commands(written) == []
    assert msgspec.json.decode(written.encode(), type=Report) == report


def test_a_line_of_ten_megabytes_that_was_printed_is_not_shown_whole() -> None:
    assert len(screen(make_report(topic(criterion("f", "failed"), printed=LONG)))) < 10_000


@pytest.mark.parametrize("text", FORMULAS, ids=shortened)
def test_a_spreadsheet_finds_no_formula(tmp_path: Path, text: str) -> None:
    ReportsFolder(tmp_path, []).write_gradebook([report_with(text)], ())
    (_, row) = rows(tmp_path)
    assert not row[0].lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert commands(row[0].replace("\t", "")) == []


def test_an_ordinary_name_is_left_alone_in_the_gradebook(tmp_path: Path) -> None:
    for name in ("Ada Lovelace", "O'Neill, Zoë", "d'Arc", "student=7", "名"):
        ReportsFolder(tmp_path, []).write_gradebook([report_with(name)], ())
        assert rows(tmp_path)[1][0] == name


def rows(folder: Path) -> list[list[str]]:
    with (folder / "gradebook.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeClient]:
    with JudgeClient(make_topic(tmp_path_factory.mktemp("topics")), "none") as judge:
        yield judge


@pytest.mark.parametrize(
    "text", [CLEAR, TURNED, MARKUP, "=1+1", LONG, "\ud800", "\x00"], ids=shortened
)
@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError({0})",
        "raise type({0}, (Exception,), {{}})({0})",
        "return {0}",
        "return [{{{0}: {0}}}]",
        "return type({0}, (), {{}})()",
        "import warnings; warnings.warn({0}); print({0}); return {0}",
        "raise KeyError({0}) from ValueError({0})",
    ],
)
def test_text_from_student_code_is_escaped_and_short(
    small: JudgeClient, body: str, text: str
) -> None:
    made = "'x' * 10**7" if text is LONG else ascii(text)
    if "type(" in body and "\x00" in text:
        made = ascii(text.replace("\x00", ""))
    source = f"print({made})\n" + RIGHT.replace("return 2 * x", body.format(made))
    report = small.judge(Submission("someone", {"small": source.encode()}, {}), 0)
    assert report.score == 1.0, "the other exercise is right"
    assert commands(screen(report)) == []
    assert commands(to_json(report)) == []
    assert len(to_json(report)) < 60_000


@pytest.mark.parametrize("text", [CLEAR, TURNED, "=1+1"], ids=shortened)
def test_text_in_the_source_itself_is_escaped(small: JudgeClient, text: str) -> None:
    shown = text.replace("\x00", "").replace("\r", "")
    for source in (
        f"def double(x): return 1 / 0  # {shown}\n",
        f"def double(x: '{shown}' = 1): return 1 / 0\n",
        f"x = '{shown}' +\n",
        f"{shown}\n",
        f"import {shown}\n",
    ):
        report = small.judge(Submission("someone", {"small": source.encode()}, {}), 0)
        assert report.score == 0.0
        assert commands(screen(report)) == []
        assert commands(to_json(report)) == []


def test_a_long_name_of_a_parameter_is_cut(small: JudgeClient) -> None:
    for source in (
        f"def double({'x' * 50_000}): return 1 / 0\n",
        "def double(*" + "é" * 9_000 + "): 1/0\n",
    ):
        report = small.judge(Submission("someone", {"small": source.encode()}, {}), 0)
        assert len(to_json(report)) < 20_000


def test_folders_of_any_name_are_graded_apart_and_shown_harmlessly(tmp_path: Path) -> None:
    names = [name for name in NAMES if "/" not in name and not name.startswith(".")]
    for name in names:
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "neuron.py").write_text(solution("neuron"))
    (tmp_path / "class" / os.fsdecode(b"\xff\xfe")).mkdir()
    done = run(
        "grade", tmp_path / "class", "--out", tmp_path / "out", "--topics", "neuron",
        "--isolation", "none", "--jobs", 2,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert commands(done.stdout + done.stderr) == []
    files = [*(tmp_path / "out" / "reports").glob("*.json")]
    assert len(files) == len(names) + 1
    assert {file.parent for file in files} == {tmp_path / "out" / "reports"}
    assert all(commands(file.name) == [] for file in files)
    assert all(commands(file.read_text()) == [] for file in files)
    table = rows(tmp_path / "out")
    assert [row[-1] for row in table[1:]].count("8") == len(names)
    assert not any(row[0].startswith(("=", "+", "-", "@")) for row in table)


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """A module that is a link to a classmate's, to the reference or to a secret is not read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("n2m-secret")
    home = tmp_path / "class"
    (home / "honest").mkdir(parents=True)
    (home / "honest" / "neuron.py").write_text(solution("neuron"))
    targets = [
        "../honest/neuron.py",
        str(secret),
        "/dev/zero",
        "/proc/self/environ",
        "../../secret.txt",
    ]
    for number, target in enumerate(targets):
        (home / f"thief-{number}").mkdir()
        (home / f"thief-{number}" / "neuron.py").symlink_to(target)
    (home / "thief-folder").mkdir()
    (home / "thief-folder" / "exercises").symlink_to("../honest")
    topics = make_topic(tmp_path / "topics")
    neuron = (msgspec.structs.replace(topics[0], name="neuron"),)
    with open_class(home, neuron) as class_:
        stolen = {each.name: each.sources for each in class_.submissions()}
    assert len(stolen) == len(targets) + 2
    assert all(stolen[name] == {} for name in stolen if name.startswith("thief"))


def test_the_report_attacks_show_what_they_said_as_text(small: JudgeClient) -> None:
    """What is hostile is written out, not left out: an instructor sees that it was there."""
    body = "raise ValueError('\\x1b[2J \\u202e')"
    source = RIGHT.replace("return 2 * x", body)
    shown = screen(small.judge(Submission("someone", {"small": source.encode()}, {}), 0))
    assert r"\x1b[2J \u202e" in shown
    assert "report/terminal_commands" in BY_NAME

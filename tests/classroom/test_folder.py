"""A class's folder: each file is whole or not there, and the gradebook has a row for everybody."""

import csv
import os
from pathlib import Path

import msgspec
import pytest

from grader.classroom.folder import ReportsFolder
from grader.report.types import Report
from grader.submission import SubmissionError
from tests.judges import topics
from tests.report.made import criterion, report, topic

TWO = topics()[:2]


def made(name: str, *scores: float | None) -> Report:
    parts = [
        topic(criterion("f"), name=each.name, score=score)
        for each, score in zip(TWO, scores, strict=True)
    ]
    return report(*parts, submission=name)


def rows(folder: Path) -> list[list[str]]:
    with (folder / "gradebook.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_report_can_be_read_back(tmp_path: Path) -> None:
    one = made("Chloé 🌱", 1.0, 2.5)
    file = ReportsFolder(tmp_path / "new" / "out", [one.submission]).write(one)
    assert file.parent == tmp_path / "new" / "out" / "reports"
    assert msgspec.json.decode(file.read_bytes(), type=Report) == one


def test_reports_of_like_names_stay_apart(tmp_path: Path) -> None:
    names = ("a", "A", "a/", "a?", "ä", "Ä")
    folder = ReportsFolder(tmp_path, names)
    files = {folder.write(made(name, 1.0, 1.0)) for name in names}
    assert len({str(file).casefold() for file in files}) == 6


def test_files_do_not_depend_on_the_order_in_which_reports_come(tmp_path: Path) -> None:
    names = ("a", "A", "a/")
    one, other = ReportsFolder(tmp_path / "one", names), ReportsFolder(tmp_path / "other", names)
    first = [one.write(made(name, 1.0, 1.0)).name for name in names]
    second = [other.write(made(name, 1.0, 1.0)).name for name in reversed(names)]
    assert first == second[::-1]


def test_the_gradebook_has_a_header_and_a_row_for_each_in_order(tmp_path: Path) -> None:
    reports = [made('Zoë "Z", B.', 8.0, 9.5), made("Ada", 0.0, None), made("a\nb", 1.0, 2.0)]
    ReportsFolder(tmp_path, []).write_gradebook(reports, TWO)
    assert rows(tmp_path) == [
        ["submission", TWO[0].name, TWO[1].name, "score"],
        ["Ada", "0", "", ""],
        ['Zoë "Z", B.', "8", "9.5", "17.5"],
        ["a\nb", "1", "2", "3"],
    ]


def test_a_gradebook_of_nobody_has_its_header(tmp_path: Path) -> None:
    ReportsFolder(tmp_path, []).write_gradebook([], TWO)
    assert len(rows(tmp_path)) == 1


def test_a_report_that_is_not_written_to_its_end_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops the grader in the middle of a file finds the old one or none."""
    folder = ReportsFolder(tmp_path, ["Ada", "Bob"])
    before = folder.write(made("Ada", 1.0, 1.0)).read_bytes()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        ReportsFolder(tmp_path, ["Ada"]).write(made("Ada", 2.0, 2.0))
    with pytest.raises(KeyboardInterrupt):
        folder.write(made("Bob", 2.0, 2.0))
    assert [each.name for each in (tmp_path / "reports").iterdir()] == ["Ada.json"]
    assert (tmp_path / "reports" / "Ada.json").read_bytes() == before


def test_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    ReportsFolder(tmp_path, ["Ada"]).write(made("Ada", 1.0, 1.0))
    file = ReportsFolder(tmp_path, ["Ada"]).write(made("Ada", 2.0, 2.0))
    assert msgspec.json.decode(file.read_bytes(), type=Report).score == 4.0
    assert len(list((tmp_path / "reports").iterdir())) == 1


def test_files_can_be_read_by_others(tmp_path: Path) -> None:
    file = ReportsFolder(tmp_path, ["Ada"]).write(made("Ada", 1.0, 1.0))
    assert file.stat().st_mode & 0o444 == 0o444


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(SubmissionError, match=r"Cannot write to .*--out"):
            ReportsFolder(out, [])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SubmissionError, match="Permission denied"):
        ReportsFolder(tmp_path, [])


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "reports" / "Ada.json").mkdir(parents=True)
    (tmp_path / "gradebook.csv").mkdir()
    folder = ReportsFolder(tmp_path, ["Ada"])
    with pytest.raises(SubmissionError, match=r"Cannot write to .*Ada\.json"):
        folder.write(made("Ada", 1.0, 1.0))
    with pytest.raises(SubmissionError, match=r"Cannot write to .*gradebook\.csv"):
        folder.write_gradebook([], TWO)


@pytest.mark.parametrize("content", [None, b"", b'{"submission": "b"'])
def test_a_report_that_is_lost_is_said_and_never_left_out(
    tmp_path: Path, content: bytes | None
) -> None:
    folder = ReportsFolder(tmp_path, ("a", "b"))
    folder.write(made("a", 1.0, 1.0))
    if content is not None:
        folder.file_of("b").write_bytes(content)
    with pytest.raises(SubmissionError, match=r"b\.json cannot be read any more"):
        folder.write_gradebook(folder.reports(), TWO)

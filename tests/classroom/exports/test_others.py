"""Gradescope's results.json, JUnit XML, cells of spreadsheets, and which exports are written."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from grader.classroom.exports.gradescope import results
from grader.classroom.exports.junit import junit_xml
from grader.classroom.exports.sheet import guarded
from grader.classroom.exports.words import comment, is_comment
from grader.classroom.exports.writing import Asked, prepare, write_exports
from grader.classroom.numbers import number_cell, number_in
from tests.classroom.exports.made import decided, folder_of, person
from tests.report.made import criterion, report, topic

OUTCOMES = (
    "passed",
    "failed",
    "errored",
    "timed_out",
    "crashed",
    "not_implemented",
    "skipped",
    "grader_error",
)
MANY_DECISIONS = ['Your instructor decided that test_f counts 1 of 2: "Orally"'] * 200
ALLOWED_IN_A_TEST = {
    "score",
    "max_score",
    "status",
    "name",
    "name_format",
    "number",
    "output",
    "output_format",
    "tags",
    "visibility",
    "extra_data",
}


def test_results_are_what_gradescope_specifies() -> None:
    content = json.loads(results(decided("a")))
    assert content["score"] == 4.0
    assert content["stdout_visibility"] == "hidden"
    for test in content["tests"]:
        assert set(test) <= ALLOWED_IN_A_TEST
        assert test["status"] in ("passed", "failed")
        assert 0 <= test["score"] <= test["max_score"]
        assert test["visibility"] == "visible"
        assert test["output_format"] == "text"
    assert "<Orally>" in content["tests"][0]["output"]
    assert "\x1b" not in results(person("b", 1.0)).decode()


def test_comments_are_known_by_their_exact_shape() -> None:
    for own in (comment(decided("a")), comment(person("b", 0.5)), comment(person("c", None))):
        assert is_comment(own)
        assert not is_comment(f"{own} Well done!")
        assert not is_comment(f"Well done! {own}")
    assert not is_comment("8 of 8 points.")
    many = " ".join([comment(decided("a")), *MANY_DECISIONS])
    assert is_comment(many)
    assert not is_comment(f"{many} Well done!"), "and that is known at once"


def test_junit_counts_each_outcome_once_and_holds_no_forbidden_character() -> None:
    every = [
        criterion(f"f{at}", each, feedback="\x00\x1b<&\ufffe é") for at, each in enumerate(OUTCOMES)
    ]
    content = junit_xml(report(topic(*every), submission="\x07<Zoë>"))
    root = ET.fromstring(content)
    assert root.tag == "testsuites"
    (suite,) = root
    counts = [int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")]
    assert counts == [8, 1, 4, 2]
    assert JUnitXml.fromstring(content).tests == 8
    cases = suite.findall("testcase")
    assert cases[0].attrib["classname"] == "neuron.hidden.f0"
    for case, outcome in zip(cases, OUTCOMES, strict=True):
        found = [each for each in case if each.tag in ("failure", "error", "skipped")]
        assert [each.attrib["type"] for each in found] == ([] if outcome == "passed" else [outcome])


def test_what_is_asked_for_is_written_and_files_of_an_earlier_run_go(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, person("Ada", 8.0), person("Bob", None))
    asked = prepare(Asked(gradescope=True, junit=True))
    (tmp_path / "exports" / "gradescope").mkdir(parents=True)
    (tmp_path / "exports" / "gradescope" / "Former.json").write_text("{}")
    said = write_exports(asked, folder)
    assert [each.names for each in said] == [("Bob",)]
    written = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("exports/*/*"))
    assert written == [
        "exports/gradescope/Ada.json",
        "exports/junit/Ada.xml",
        "exports/junit/Bob.xml",
    ]


def test_nothing_is_written_that_nobody_asked_for(tmp_path: Path) -> None:
    assert write_exports(prepare(Asked()), folder_of(tmp_path, person("Ada", 8.0))) == []
    assert not (tmp_path / "exports").exists()


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = guarded(text)
    assert cell.removeprefix("'") == text or cell == text
    is_number = re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", text.strip()) is not None
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        assert text.strip() == "-" or is_number


@given(st.floats(0, 1e6), st.sampled_from(["100,00", "100.00", ""]))
def test_numbers_come_back_to_two_decimals(value: float, like: str) -> None:
    cell = number_cell(value, like)
    back = number_in(cell)
    assert back is not None
    assert abs(back - value) <= 0.00501
    assert next(csv.reader(io.StringIO(f'"{cell}"'))) == [cell]

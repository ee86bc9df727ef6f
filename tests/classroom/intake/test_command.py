"""`grader grade` on a class as it comes: forms, attempts, rosters, hostile archives."""

import csv
import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.classroom.intake.made import FORMS, notebook, write, zipped
from tests.classroom.intake.test_archives import bomb, encrypted
from tests.commands import is_a_sentence, run
from tests.judges import solution, stub

RIGHT = solution("neuron").encode()
CLASS = {
    "Ada Lovelace": {"neuron.py": RIGHT},
    "Blaise Pascal": {"work.zip": zipped({"src/neuron.py": RIGHT})},
    "Chloé Müller": {"homework.ipynb": notebook("%pip list", *solution("neuron").split("\n\n\n"))},
    "Dmitri Egorov": {"neuron.py": stub("neuron").encode()},
    "Emmy Noether": {"neuron.py": b"def weighted_sum(:\n"},
    "Mallory": {"neuron.zip": bomb()},
}
UNPACKED = {
    "Blaise Pascal": {"src/neuron.py": RIGHT},
    "Mallory": {"neuron.py": RIGHT, "big.bin": b"\0" * 2**25},
}
"""The same where each submission is a zip as it is, since a zip in a zip is not opened."""


def grade(place: Path, out: Path, *options: object) -> CompletedProcess[str]:
    return run("grade", place, "--out", out, "--topics", "neuron", "--jobs", 2, *options)


def reports(out: Path) -> dict[str, Any]:
    read = [json.loads(each.read_text()) for each in (out / "reports").glob("*.json")]
    return {"".join(each["submission"].lower().split()): each for each in read}


def rows(out: Path) -> list[list[str]]:
    with (out / "gradebook.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("form", FORMS)
def test_a_class_has_the_same_scores_in_every_form(tmp_path: Path, form: str) -> None:
    class_ = CLASS | (UNPACKED if form == "zips" else {})
    (tmp_path / "class.zip").write_bytes(zipped(FORMS[form](class_)))
    done = grade(tmp_path / "class.zip", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 submissions" in done.stdout.splitlines()[0]
    found = reports(tmp_path / "out")
    assert {name: each["score"] for name, each in found.items()} == {
        "adalovelace": 8,
        "blaisepascal": 8,
        "chloémüller": 8,
        "dmitriegorov": 0,
        "emmynoether": 0,
        "mallory": 0,
    }
    (topic,) = found["mallory"]["topics"]
    assert topic["status"] == "unreadable"
    assert "would unpack to 32 MB" in topic["problem"]
    assert found["mallory"]["hand_in"]["problem"] == topic["problem"]
    assert len(topic["criteria"]) == len(found["adalovelace"]["topics"][0]["criteria"])


def test_a_roster_has_a_marked_row_of_zero_for_whoever_handed_nothing_in(tmp_path: Path) -> None:
    write(tmp_path / "class", {"ada/neuron.py": RIGHT, "locked.zip": encrypted()})
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\nada,Ada Lovelace\nbob,Bob\nlocked,L\n")
    done = grade(tmp_path / "class", tmp_path / "out", "--roster", roster)
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(tmp_path / "out") == [
        ["submission", "neuron", "score", "remark"],
        ["Bob", "0", "0", "nothing handed in"],
        ["ada", "8", "8", ""],
        ["locked", "0", "0", ""],
    ]
    found = reports(tmp_path / "out")
    assert found["bob"]["hand_in"]["is_absent"]
    assert found["bob"]["topics"][0]["problem"] == "Nothing was handed in."
    assert found["ada"]["hand_in"]["identity"]["name"] == "Ada Lovelace"


@pytest.mark.parametrize(("choice", "score", "attempt"), [("best", 8, 2), ("last", 0, 3)])
def test_the_attempt_that_is_asked_for_counts_and_the_others_are_listed(
    tmp_path: Path, choice: str, score: float, attempt: int
) -> None:
    contents = {1: b"x = 1\n", 2: RIGHT, 3: stub("neuron").encode()}
    for number, content in contents.items():
        write(tmp_path / "class", {f"ada attempt {number}/neuron.py": content})
    done = grade(tmp_path / "class", tmp_path / "out", "--attempt", choice)
    assert (done.returncode, done.stderr) == (0, "")
    ada = reports(tmp_path / "out")["ada"]
    assert ada["score"] == score
    assert ada["hand_in"]["attempt"] == attempt
    assert ada["hand_in"]["attempts"] == ["attempt 1", "attempt 2", "attempt 3"]


def test_a_linked_folder_has_a_report_that_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"class/ada/inner/neuron.py": RIGHT, "secret/neuron.py": RIGHT})
    (tmp_path / "class" / "eve").symlink_to(tmp_path / "secret")
    done = grade(tmp_path / "class", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    found = reports(tmp_path / "out")
    assert (found["ada"]["score"], found["eve"]["score"]) == (8, 0)
    assert "is a link" in found["eve"]["topics"][0]["problem"]


@pytest.mark.parametrize("case", ["roster", "attempt", "one", "damaged"])
def test_misuse_is_answered_with_a_sentence_and_exit_code_2(tmp_path: Path, case: str) -> None:
    place, options = write(tmp_path / "class", {"ada/neuron.py": RIGHT}), []
    match case:
        case "roster":
            options = ["--roster", tmp_path / "nowhere.csv"]
        case "attempt":
            options = ["--attempt", "second"]
        case "one":
            place = place / "ada"
        case "damaged":
            place = tmp_path / "class.zip"
            place.write_bytes(b"PK")
    done = grade(place, tmp_path / "out", *options)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert case == "attempt" or is_a_sentence(done.stderr), done.stderr

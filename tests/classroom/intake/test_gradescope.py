"""Gradescope's export: whose submission is whose stands in its metadata."""

from pathlib import Path

import pytest
import yaml

from grader.classroom.intake.opening import Reading, open_class
from grader.submission import SubmissionError
from tests.classroom.intake.made import CODE, read, told, write
from tests.classroom.intake.test_moodle import hand_in
from tests.judges import topics

OLD = b"old = 1\n"


def submitter(name: str, number: str = "1") -> dict[str, str]:
    return {":name": name, ":sid": number, ":email": f"{number}@example.org"}


def export(folder: Path, metadata: object) -> Path:
    text = metadata if isinstance(metadata, str) else yaml.safe_dump(metadata)
    return write(folder, {"submission_metadata.yml": str(text).encode()})


def test_it_is_read_as_gradescope_writes_it(tmp_path: Path) -> None:
    """Keys are Ruby's symbols, times have nine digits and a zone, results are long and unread."""
    text = """---
submission_41:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0123'
    :email: ada@example.org
  :created_at: 2026-11-20 18:31:02.123456789 Z
  :score: 10.0
  :status: processed
  :results:
    tests:
    - {name: one, score: 1.0, status: passed}
  :history:
  - :id: 40
    :submitters: []
    :created_at: 2026-11-19 09:00:00.000000000 Z
"""
    write(tmp_path, {"submission_41/neuron.py": CODE})
    ada = read(export(tmp_path, text))["Ada Lovelace"]
    assert ada.sources == {"neuron": CODE}
    assert hand_in(ada).identity.number == "0123"
    assert hand_in(ada).attempts == ("2026-11-19 09:00:00+00:00", "2026-11-20 18:31:02+00:00")
    assert hand_in(ada).attempt == 2


def test_the_first_attempt_that_is_not_in_the_export_is_not_made_up(tmp_path: Path) -> None:
    told = {":submitters": [submitter("Ada")], ":created_at": "2026-11-20T10:00:00"}
    told |= {":history": [{":created_at": "2026-11-19T10:00:00"}]}
    write(tmp_path, {"submission_41/neuron.py": CODE})
    ada = read(export(tmp_path, {"submission_41": told}), Reading("first"))["Ada"]
    assert ada.sources == {"neuron": CODE}
    assert "does not give out the files of every attempt" in hand_in(ada).notes[0]


def test_what_a_group_handed_in_is_each_ones(tmp_path: Path) -> None:
    both = [submitter("Ada", "1"), submitter("Grace", "2")]
    write(tmp_path, {"submission_41/neuron.py": CODE})
    found = read(export(tmp_path, {"submission_41": {":submitters": both}}))
    assert set(found) == {"Ada", "Grace"}
    assert hand_in(found["Grace"]).notes == ("Handed in together with Ada.",)


def test_the_newest_of_several_of_one_person_counts(tmp_path: Path) -> None:
    metadata = {
        name: {":submitters": [submitter("Ada")], ":created_at": time}
        for name, time in (("submission_9", "2026-11-20 10:00"), ("submission_8", "2026-11-21"))
    }
    write(tmp_path, {"submission_8/neuron.py": CODE, "submission_9/neuron.py": OLD})
    export(tmp_path, metadata)
    assert read(tmp_path)["Ada"].sources == {"neuron": CODE}
    assert read(tmp_path, Reading("first"))["Ada"].sources == {"neuron": OLD}


def test_what_is_in_only_one_of_metadata_and_export_is_told(tmp_path: Path) -> None:
    """A submission that nobody knows whose it is keeps its own name, and is graded."""
    write(tmp_path, {"submission_41/neuron.py": CODE, "extra.csv": b""})
    export(tmp_path, {"submission_40": {":submitters": [submitter("Ada")]}})
    found = read(tmp_path)
    assert "is not in the export" in found["Ada"].problems["neuron"]
    assert found["submission_41"].sources == {"neuron": CODE}
    assert "do not say whose submission_41 is" in hand_in(found["submission_41"]).notes[0]
    assert told(tmp_path)[1] == (
        "extra.csv is not named in the export's metadata, and is left out.",
    )


def test_one_submission_without_submitters_costs_no_other_its_grade(tmp_path: Path) -> None:
    write(tmp_path, {"submission_1/neuron.py": CODE, "submission_2/neuron.py": OLD})
    metadata = {"submission_1": {":submitters": []}, "submission_3": 7}
    metadata |= {"submission_2": {":submitters": [submitter("Ada")]}}
    found = read(export(tmp_path, metadata))
    assert {name: each.sources for name, each in found.items()} == {
        "Ada": {"neuron": OLD},
        "submission_1": {"neuron": CODE},
    }


def test_what_ruby_tags_as_its_own_is_plain_data(tmp_path: Path) -> None:
    text = """---
submission_41: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
  :submitters:
  - :name: Ada
    :sid: !ruby/string '7'
    :email: ada@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-11-20 18:31:02.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
  :results: !ruby/array:Array [1]
"""
    write(tmp_path, {"submission_41/neuron.py": CODE})
    ada = hand_in(read(export(tmp_path, text))["Ada"])
    assert (ada.identity.number, ada.attempts) == ("7", ("2026-11-20 18:31:02+00:00",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "a: 1",
        "a: {}",
        "a: {':submitters': []}",
        "a: {':submitters': [1]}",
        "{",
        "a: !x 1",
    ],
)
def test_metadata_that_is_not_as_gradescope_writes_it_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a/neuron.py": CODE})
    with pytest.raises(SubmissionError, match="cannot be read as Gradescope writes it"):
        open_class(export(tmp_path, text), topics())


def test_an_object_in_the_metadata_is_not_made(tmp_path: Path) -> None:
    text = "a: !!python/object/apply:os.system ['touch " + str(tmp_path / "made") + "']"
    with pytest.raises(SubmissionError):
        open_class(export(tmp_path, text), topics())
    assert not (tmp_path / "made").exists()

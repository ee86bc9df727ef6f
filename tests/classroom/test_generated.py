"""A generated class is the same at each making, and is read alike in every form."""

from pathlib import Path

import pytest

from grader.submission import Submission
from tests.classroom.generated import SHARES, generated
from tests.classroom.intake.made import FORMS, read, write
from tests.judges import topics

SIZE = 30


def by_person(found: dict[str, Submission]) -> dict[str, tuple[dict[str, bytes], dict[str, str]]]:
    return {
        name.lower().replace(" ", ""): (each.sources, each.problems) for name, each in found.items()
    }


def test_the_same_seed_gives_the_same_class() -> None:
    one, again, other = (generated(SIZE, topics(), "full", seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert {each.kind for each in generated(100, topics(), "full")} == set(SHARES)


@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_alike_in_every_form(tmp_path: Path, form: str) -> None:
    class_ = {each.name: each.files for each in generated(SIZE, topics(), "full")}
    found = by_person(read(write(tmp_path, FORMS[form](class_))))
    plain = {
        name: {path.removesuffix(".py"): text for path, text in own.items() if path[-3:] == ".py"}
        for name, own in class_.items()
    }
    assert found == {name.lower().replace(" ", ""): (own, {}) for name, own in plain.items()}

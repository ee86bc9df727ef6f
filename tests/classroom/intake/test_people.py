"""Everybody has a name of their own."""

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.intake.people import Person, apart
from grader.submission import Identity

NAMES = ["Li Wei", "Li Wei (1)", "Li Wei (2)", "Li Wei (2) (2)", "Ada", ""]
NUMBERS = ["", "1", "2"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NUMBERS))))
def test_no_two_have_one_name_whatever_they_are_called(people: list[tuple[str, str]]) -> None:
    given_ = [Person(name, Identity(number=number), ()) for name, number in people]
    named = apart(given_)
    assert len({each.name for each in named}) == len(people)
    assert sorted(each.identity.number for each in named) == sorted(number for _, number in people)


def test_a_name_that_only_one_has_stays_and_several_are_told_by_number() -> None:
    people = [("Ada", "7"), ("Li Wei", "2"), ("Li Wei", "1"), ("Bo", ""), ("Bo", "")]
    named = apart(Person(name, Identity(number=number), ()) for name, number in people)
    assert [each.name for each in named] == ["Ada", "Bo", "Bo (2)", "Li Wei (1)", "Li Wei (2)"]

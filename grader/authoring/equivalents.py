"""Mutants that behave like the solution, each with the reason: `equivalent_mutants.toml`."""

import tomllib
from pathlib import Path

import msgspec

from grader.authoring.mutator import Change
from grader.curriculum import BAD_TOPIC, CurriculumError

FILE_NAME = "equivalent_mutants.toml"


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that behaves like the solution.

    Attributes:
        exercise: the function or class at the top level that is changed.
        before: the changed lines of the solution, on one line.
        after: the same in the mutant.
        reason: why no criterion can tell it from the solution, or none should.
        nth: which of several places where the same change can be made.
    """

    exercise: str
    before: str
    after: str
    reason: str
    nth: int = 1

    @property
    def change(self) -> Change:
        """What the mutator calls it."""
        return Change(self.exercise, self.before, self.after, self.nth)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: tuple[Equivalent, ...] = ()


def read_equivalents(topic_folder: Path) -> dict[Change, str]:
    """The reasons why mutants survive, where an author recorded any.

    Raises:
        CurriculumError: the file is not as it must be.
    """
    file = topic_folder / FILE_NAME
    if not file.is_file():
        return {}
    try:
        content = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise CurriculumError(BAD_TOPIC.format(file=file, fault=error)) from error
    return {each.change: each.reason for each in content.equivalent}

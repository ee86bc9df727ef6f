"""Recognising what a class was handed in as, by the names of what it holds."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from grader.classroom.intake import canvas, gradescope, moodle, plain
from grader.classroom.intake.files import Entry
from grader.classroom.intake.modules import is_archive
from grader.classroom.intake.people import Form
from grader.curriculum import Topic

TOLD_MIXED = "{place} holds {count}, named in several ways: each is taken by its own name."
NO_SUBMISSION = "{name} is no submission, and is left out."

Kind = Literal["moodle", "canvas", "own", "other"]

_CODE = (".py", ".ipynb")


def recognise(entries: Sequence[Entry], topics: tuple[Topic, ...]) -> Form:
    """Recognise what a class was handed in as; what is no part of it is told.

    Args:
        entries: what is at the top of its folder or zip.
        topics: whose modules are looked for.

    Raises:
        SubmissionError: metadata in it cannot be read.
    """
    if any(map(gradescope.is_metadata, entries)):
        return gradescope.recognise(entries)
    kinds = [_kind(entry) for entry in entries]
    of_moodle = _of_kinds(entries, kinds, "moodle")
    of_canvas = _of_kinds(entries, kinds, "canvas")
    own = _of_kinds(entries, kinds, "own")
    rest = _of_kinds(entries, kinds, "other")
    is_work = any(is_archive(each.name) or is_code(each) for each in of_canvas)
    if not is_work and (of_moodle or own):
        of_canvas, rest = [], rest + of_canvas
    forms = [
        plain.recognise(own),
        moodle.recognise(of_moodle),
        canvas.recognise(of_canvas, [topic.name for topic in topics]),
    ]
    return _besides(_as_one([form for form in forms if form.people] or forms[:1]), rest)


def _kind(entry: Entry) -> Kind:
    """What something is by its name alone."""
    if moodle.is_own(entry):
        return "moodle"
    if canvas.is_own(entry):
        return "canvas"
    return "own" if plain.is_own(entry) else "other"


def _of_kinds(entries: Sequence[Entry], kinds: Sequence[Kind], *wanted: Kind) -> list[Entry]:
    return [entry for entry, kind in zip(entries, kinds, strict=True) if kind in wanted]


def is_platforms(entries: list[Entry]) -> bool:
    """Whether a folder is what a learning platform gives out, and nothing else."""
    return any(map(gradescope.is_metadata, entries)) or (
        bool(entries) and all(moodle.is_own(each) or canvas.is_own(each) for each in entries)
    )


def is_code(entry: Entry) -> bool:
    """Whether something is a module or a notebook."""
    return not entry.is_folder and entry.name.endswith(_CODE)


def _as_one(forms: list[Form]) -> Form:
    """A class that is named in several ways, as one.

    Numbers of two platforms may be the same and not mean the same, so they are gone by only where
    they are of one.
    """
    if len(forms) == 1:
        return forms[0]
    numbers = {form.numbers for form in forms} - {"none"}
    return Form(
        TOLD_MIXED,
        tuple(person for form in forms for person in form.people),
        numbers=numbers.pop() if len(numbers) == 1 else "none",
    )


def _besides(form: Form, rest: list[Entry]) -> Form:
    notes = tuple(NO_SUBMISSION.format(name=each.name) for each in rest)
    return msgspec.structs.replace(form, notes=form.notes + notes)

"""Recognising what a class was handed in as, by the names of what it holds."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from grader.classroom.intake import canvas, gradescope, moodle, plain
from grader.classroom.intake.files import Entry
from grader.classroom.intake.modules import is_archive
from grader.classroom.intake.people import Form
from grader.curriculum import Topic
from grader.submission import SubmissionError

MIXED = (
    "{place} holds things named as {one} names them, like {first}, and others, like {second}. "
    "Part the two, and grade each by itself."
)
NO_SUBMISSION = "{name} is no submission, and is left out."

Kind = Literal["moodle", "canvas", "own", "other"]

_CODE = (".py", ".ipynb")


def recognise(entries: Sequence[Entry], topics: tuple[Topic, ...], place: str) -> Form:
    """Recognise what a class was handed in as; what is no part of it is told.

    Args:
        entries: what is at the top of its folder or zip.
        topics: whose modules are looked for.
        place: what to call it.

    Raises:
        SubmissionError: it is two things at once, or metadata in it cannot be read.
    """
    if any(map(gradescope.is_metadata, entries)):
        return gradescope.recognise(entries)
    kinds = [_kind(entry) for entry in entries]
    of_moodle = _of_kinds(entries, kinds, "moodle")
    of_canvas = _of_kinds(entries, kinds, "canvas")
    own = _of_kinds(entries, kinds, "own")
    handed_in = [each for each in of_canvas if is_archive(each.name) or is_code(each)]
    if of_moodle:
        _refuse_mixture(place, "Moodle", of_moodle, handed_in + own)
        rest = _of_kinds(entries, kinds, "canvas", "other")
        return _besides(moodle.recognise(of_moodle), rest)
    if of_canvas and (handed_in or not own):
        _refuse_mixture(place, "Canvas", of_canvas, own)
        form = canvas.recognise(of_canvas, [topic.name for topic in topics])
        return _besides(form, _of_kinds(entries, kinds, "other"))
    return _besides(plain.recognise(own), _of_kinds(entries, kinds, "canvas", "other"))


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


def _refuse_mixture(place: str, one: str, own: list[Entry], others: list[Entry]) -> None:
    if others:
        names = {"first": own[0].name, "second": others[0].name}
        raise SubmissionError(MIXED.format(place=place, one=one, **names))


def _besides(form: Form, rest: list[Entry]) -> Form:
    notes = tuple(NO_SUBMISSION.format(name=each.name) for each in rest)
    return msgspec.structs.replace(form, notes=form.notes + notes)

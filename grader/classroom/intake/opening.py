"""Opening a class: recognise what it was handed in as, and read its submissions one by one."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from zipfile import ZipFile

import msgspec

from grader.classroom.intake import moodle
from grader.classroom.intake.archives import entries_in, open_zip
from grader.classroom.intake.attempts import Choice, chosen_from
from grader.classroom.intake.files import Entry, Found, Unreadable, together
from grader.classroom.intake.folders import entries_of
from grader.classroom.intake.modules import find_modules
from grader.classroom.intake.people import Attempt, Form, Person, apart
from grader.classroom.intake.recognising import NO_SUBMISSION, is_code, is_platforms, recognise
from grader.classroom.intake.roster import join, read_roster
from grader.curriculum import Topic
from grader.submission import (
    NO_FOLDER,
    NO_PERMISSION,
    UNREADABLE_FOLDER,
    HandIn,
    Submission,
    SubmissionError,
)

NO_SUBMISSIONS = "{folder} holds no submissions: put one folder for each student in it."
DAMAGED = "{file} is damaged, or is no zip: it cannot be opened. Download it again."
NEITHER = "{file} is a file, and no zip: name a folder, or a zip, with the submissions in it."
ONE_PERSONS = (
    "{place} holds {module} itself, so it is one submission and not a class. To check it, run "
    "`grader check --from {place}`"
)
ONE_FOLDER = (
    "{place} holds one folder alone, which is graded as one submission. If the class is in it, "
    "grade {place}/{folder}."
)
MANY_FOLDERS = 2
ONE_SUBMISSION = "1 submission"
SUBMISSIONS = "{count} submissions"


class Reading(msgspec.Struct, frozen=True):
    """How an instructor wants a class read.

    Attributes:
        attempt: which of several attempts counts.
        roster: CSV of who is in the class; None where whoever handed in is.
    """

    attempt: Choice = "last"
    roster: Path | None = None


_USUAL = Reading()


class Class:
    """A class's submissions; use as a context.

    Args:
        form: what it was recognised as, its people under names of their own.
        place: what to call it.
        topics: whose modules are read.
        choice: which of several attempts counts.
        source: what has to stay open while submissions are read.
    """

    def __init__(
        self,
        form: Form,
        place: str,
        topics: tuple[Topic, ...],
        choice: Choice,
        source: ExitStack,
    ) -> None:
        self.topics = topics
        """Whose modules are read."""
        self._people = form.people
        self._choice = choice
        self._source = source
        count = len([each for each in form.people if each.attempts])
        words = ONE_SUBMISSION if count == 1 else SUBMISSIONS.format(count=count)
        self.told = form.told.format(place=place, count=words)
        """What the class was recognised as, in one line."""
        self.notes = form.notes
        """What else an instructor should know of the class, a sentence each."""
        self.names = tuple(person.name for person in form.people)
        """The submissions' names, in the order in which they are read."""

    def __enter__(self) -> "Class":
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def submissions(self) -> Iterator[Submission]:
        """Read the submissions, one after the other as they are asked for."""
        for person in self._people:
            yield _submission(person, self.topics, self._choice)


def open_class(
    place: Path,
    topics: tuple[Topic, ...],
    besides: Path | None = None,
    reading: Reading = _USUAL,
) -> Class:
    """Open a class: a folder or zip of folders and zips, or what a learning platform gives out.

    Args:
        place: the folder or zip.
        topics: whose modules are read.
        besides: a folder that is no submission, since reports are written to it.
        reading: which of several attempts counts, and who is in the class.

    Raises:
        SubmissionError: there is no class there, or none that is recognised; the roster is bad.
    """
    rows = read_roster(reading.roster) if reading.roster else ()
    with ExitStack() as stack:
        form = _form(place, topics, besides, stack)
        if not form.people:
            raise _nobody(place, topics, form)
        joined = join(form, rows) if rows else form
        named = msgspec.structs.replace(joined, people=apart(joined.people))
        return Class(named, str(place), topics, reading.attempt, stack.pop_all())


def _form(place: Path, topics: tuple[Topic, ...], besides: Path | None, stack: ExitStack) -> Form:
    try:
        exists, is_folder, is_file = place.exists(), place.is_dir(), place.is_file()
    except OSError as error:
        words = UNREADABLE_FOLDER.format(folder=place, reason=error.strerror)
        raise SubmissionError(words) from error
    if not exists:
        raise SubmissionError(NO_FOLDER.format(folder=place))
    if is_folder:
        entries = entries_of(place, besides)
        inner = _wrapped(place, entries)
        if is_platforms(inner):
            return recognise(inner, topics)
        return _hinted(recognise(entries, topics), place, entries, inner)
    if not is_file or place.suffix.casefold() != ".zip":
        raise SubmissionError(NEITHER.format(file=place))
    archive = _opened(place, stack)
    entries = entries_in(archive)
    if len(entries) == 1 and entries[0].is_folder and not moodle.is_own(entries[0]):
        inner = entries_in(archive, f"{entries[0].name}/")
        if is_platforms(inner) or not any(map(is_code, inner)):
            entries = inner
    return recognise(entries, topics)


def _opened(place: Path, stack: ExitStack) -> ZipFile:
    try:
        stream = stack.enter_context(place.open("rb"))
        return stack.enter_context(open_zip(stream, place.name))
    except OSError as error:
        words = NO_PERMISSION.format(file=place, reason=error.strerror)
        raise SubmissionError(words) from error
    except Unreadable as error:
        raise SubmissionError(DAMAGED.format(file=place)) from error


def _wrapped(place: Path, entries: list[Entry]) -> list[Entry]:
    """What is in the one folder that a folder holds, which may be a platform's archive unpacked."""
    inner = place / entries[0].name if len(entries) == 1 else None
    if inner is None or inner.is_symlink() or not inner.is_dir():
        return []
    try:
        return entries_of(inner)
    except SubmissionError:
        return []


def _hinted(form: Form, place: Path, entries: list[Entry], inner: list[Entry]) -> Form:
    """A class of one folder, with a hint where that may be the class's own."""
    if any(map(is_code, inner)) or sum(each.is_folder for each in inner) < MANY_FOLDERS:
        return form
    note = ONE_FOLDER.format(place=place, folder=entries[0].name)
    return msgspec.structs.replace(form, notes=(*form.notes, note))


def _nobody(place: Path, topics: tuple[Topic, ...], form: Form) -> SubmissionError:
    for topic in topics:
        module = f"{topic.name}.py"
        if NO_SUBMISSION.format(name=module) in form.notes:
            return SubmissionError(ONE_PERSONS.format(place=place, module=module))
    return SubmissionError(NO_SUBMISSIONS.format(folder=place))


def _submission(person: Person, topics: tuple[Topic, ...], choice: Choice) -> Submission:
    """Read the attempt that counts, with the others beside it where the best is to count."""
    hand_in = HandIn(
        identity=person.identity,
        is_absent=not person.attempts,
        late=person.late,
        attempts=tuple(each.label for each in person.attempts),
        notes=person.notes,
    )
    if not person.attempts:
        return Submission(person.name, {}, {}, hand_in)
    places, notes = chosen_from(person.attempts, choice)
    read = [_attempt(person, hand_in, place, notes, topics) for place in places]
    return msgspec.structs.replace(read[-1], others=tuple(read[:-1]))


def _attempt(
    person: Person, hand_in: HandIn, place: int, notes: tuple[str, ...], topics: tuple[Topic, ...]
) -> Submission:
    attempt = person.attempts[place]
    modules = find_modules(lambda: _found(attempt), topics)
    told = msgspec.structs.replace(
        hand_in,
        attempt=place + 1,
        problem=modules.problem or None,
        notes=(*hand_in.notes, *notes, *modules.notes),
    )
    return Submission(person.name, modules.sources, modules.problems, told)


def _found(attempt: Attempt) -> Found:
    return together([entry.find() for entry in attempt.entries])

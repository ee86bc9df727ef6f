"""Gradescope's export of an assignment's submissions.

The export is a folder (zipped, or unpacked) with a folder for each submission, `submission_12345`,
and `submission_metadata.yml`, which has for each of these the `:submitters:` (each with `:name:`,
`:sid:` and `:email:`), `:created_at:`, and the `:history:` of earlier attempts, whose files are not
in the export. What a group handed in has several submitters.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from grader.classroom.intake.files import Entry, Unreadable, refusal
from grader.classroom.intake.modules import is_archive
from grader.classroom.intake.people import Attempt, Form, Person
from grader.places import install_command
from grader.submission import Identity, SubmissionError

METADATA = "submission_metadata.yml"
MAX_METADATA_BYTES = 512 * 2**20

TOLD = "{place} is Gradescope's export of an assignment, with {count}."
NO_YAML = (
    "This is a Gradescope export, and PyYAML is not installed, which reads its metadata: {command}"
)
BAD_METADATA = "{file} cannot be read as Gradescope writes it: {reason}. Export the class again."
NO_MAPPING = "it does not list submissions"
NO_SUBMITTERS = "no submission in it has submitters"
UNKNOWN = "The export's metadata do not say whose {submission} is."
NOT_THERE = "{submission} is named in the export's metadata, and is not in the export."
UNNAMED = "{entry} is not named in the export's metadata, and is left out."
TOGETHER = "Handed in together with {others}."
UNKNOWN_TIME = "an attempt of unknown time"


def is_metadata(entry: Entry) -> bool:
    """Whether something is the file that Gradescope puts into each export."""
    return not entry.is_folder and entry.name == METADATA


def recognise(entries: Iterable[Entry]) -> Form:
    """Give each submitter what was handed in by or with them, the newest last.

    A submission that nobody knows whose it is keeps its own name.

    Args:
        entries: all that is in the export.

    Raises:
        SubmissionError: the export's metadata cannot be read.
    """
    by_name = {entry.name: entry for entry in entries}
    metadata = _metadata(by_name.pop(METADATA))
    handed_in: dict[Identity, list[tuple[datetime, Attempt]]] = {}
    notes: dict[Identity, tuple[str, ...]] = {}
    for name, told in metadata.items():
        submitters = list(_submitters(told))
        if not submitters:
            continue
        missing = Entry(name, True, refusal(NOT_THERE.format(submission=name)))
        entry = by_name.pop(name, missing)
        for identity in submitters:
            attempts = handed_in.setdefault(identity, [])
            attempts += _earlier(told)
            attempts.append((_time(told), Attempt(_label(_time(told)), (entry,))))
            others = ", ".join(_name(each) for each in submitters if each != identity)
            notes[identity] = (TOGETHER.format(others=others),) if others else ()
    if not handed_in:
        raise _bad(NO_SUBMITTERS)
    people = [
        Person(_name(identity), identity, _in_order(attempts), notes=notes[identity])
        for identity, attempts in handed_in.items()
    ]
    people += [_unknown(entry) for entry in by_name.values() if _is_work(entry)]
    left = [name for name, entry in by_name.items() if not _is_work(entry)]
    words = tuple(UNNAMED.format(entry=name) for name in sorted(left))
    return Form(TOLD, tuple(people), words, numbers="student")


def _is_work(entry: Entry) -> bool:
    return entry.is_folder or is_archive(entry.name)


def _unknown(entry: Entry) -> Person:
    note = UNKNOWN.format(submission=entry.name)
    return Person(entry.name, Identity(), (Attempt(entry.name, (entry,)),), notes=(note,))


def _metadata(entry: Entry) -> dict[str, dict[str, Any]]:
    try:
        import yaml
    except ImportError as error:
        raise SubmissionError(NO_YAML.format(command=install_command("pyyaml"))) from error
    try:
        (file,) = entry.find().files
        content = yaml.load(file.read(MAX_METADATA_BYTES), _loader(yaml))  # noqa: S506 - it is safe
    except (yaml.YAMLError, Unreadable, ValueError, RecursionError) as error:
        raise _bad(" ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise _bad(NO_MAPPING)
    return {str(name): told for name, told in content.items() if isinstance(told, dict)}


def _loader(yaml: Any) -> Any:
    """A safe loader to which what Ruby tags as an object of its own is plain data."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # either
        pass

    def plain(loader: Any, _: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Loader.add_multi_constructor("!", plain)
    return Loader


def _submitters(told: dict[str, Any]) -> Iterator[Identity]:
    submitters = told.get(":submitters")
    for each in submitters if isinstance(submitters, list) else []:
        if isinstance(each, dict):
            given = {key: str(each.get(key) or "").strip() for key in (":name", ":sid", ":email")}
            if any(given.values()):
                yield _identity(given)


def _identity(given: dict[str, str]) -> Identity:
    return Identity(
        name=given[":name"],
        number=given[":sid"],
        number_of="student" if given[":sid"] else "none",
        email=given[":email"],
    )


def _earlier(told: dict[str, Any]) -> Iterator[tuple[datetime, Attempt]]:
    """Earlier attempts that the metadata tell of; what was handed in then is not in the export."""
    history = told.get(":history")
    for each in history if isinstance(history, list) else []:
        if isinstance(each, dict) and _time(each) != _time(told):
            yield _time(each), Attempt(_label(_time(each)), (), is_there=False)


def _in_order(attempts: list[tuple[datetime, Attempt]]) -> tuple[Attempt, ...]:
    return tuple(attempt for _, attempt in sorted(attempts, key=lambda each: each[0]))


def _time(told: dict[str, Any]) -> datetime:
    """When something was handed in; times without a zone are UTC."""
    given = told.get(":created_at")
    if isinstance(given, dict):
        given = given.get("utc")
    if isinstance(given, str):
        try:
            given = datetime.fromisoformat(given)
        except ValueError:
            given = None
    if not isinstance(given, datetime):
        return datetime.min.replace(tzinfo=UTC)
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _label(time: datetime) -> str:
    known = time > datetime.min.replace(tzinfo=UTC)
    return time.isoformat(sep=" ", timespec="seconds") if known else UNKNOWN_TIME


def _name(identity: Identity) -> str:
    return identity.name or identity.email or identity.number


def _bad(reason: str) -> SubmissionError:
    return SubmissionError(BAD_METADATA.format(file=METADATA, reason=reason))

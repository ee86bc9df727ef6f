"""What a misconception's id stands for: from the catalogue or, in a student's kit, a data file."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.companion.errors import CompanionError
from grader.curriculum import Topic
from grader.variants import MISCONCEPTIONS_FILE, Explanation, read_misconceptions

DATA_FILE = Path(__file__).parent.parent / "data" / "explanations.json"

NO_TEXTS = "This installation has no explanations. Your feedback says all that they would."
DAMAGED = "{file} is damaged. Install the kit again."
UNKNOWN = "There is no misconception {identity}."
DID_YOU_MEAN = " Did you mean {names}?"
WHERE = " Ids stand in reports and in grader progress, like neuron.no-bias."
_SUGGESTIONS = 3


def load_explanations(topics: tuple[Topic, ...], data: Path = DATA_FILE) -> dict[str, Explanation]:
    """Every explanation that there is, by its misconception's id.

    Args:
        topics: whose catalogues are read, where they are there.
        data: read where none of them is, as in a student's kit.

    Raises:
        CompanionError: there are neither.
        VariantError: an entry of a catalogue is not as it must be.
    """
    catalogues = [topic.folder / MISCONCEPTIONS_FILE for topic in topics]
    found = {
        entry.identity: entry.explanation
        for catalogue in catalogues
        if catalogue.is_file()
        for entry in read_misconceptions(catalogue)
        if entry.explanation is not None
    }
    return found or _read(data)


def encode_explanations(explanations: Mapping[str, Explanation]) -> bytes:
    """The data file's content: the texts alone, without any of the wrong code."""
    ordered = dict(sorted(explanations.items()))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def explanation_of(identity: str, explanations: Mapping[str, Explanation]) -> Explanation:
    """The explanation of one misconception.

    Raises:
        CompanionError: there is none of that id; the message suggests near ones.
    """
    if identity in explanations:
        return explanations[identity]
    near = _near(identity, explanations)
    words = UNKNOWN.format(identity=identity)
    words += DID_YOU_MEAN.format(names=" or ".join(near)) if near else ""
    raise CompanionError(words + WHERE)


def _near(identity: str, explanations: Mapping[str, Explanation]) -> list[str]:
    """Ids that are written alike, or whose idea is; a topic's name alone gives its first ones."""
    of_idea = [known for known in explanations if known.partition(".")[2] == identity]
    of_topic = [known for known in explanations if known.partition(".")[0] == identity]
    alike = get_close_matches(identity, explanations, n=_SUGGESTIONS)
    ideas = {known.partition(".")[2]: known for known in explanations}
    alike += [ideas[idea] for idea in get_close_matches(identity, ideas, n=_SUGGESTIONS)]
    return list(dict.fromkeys([*of_idea, *alike, *of_topic]))[:_SUGGESTIONS]


def _read(data: Path) -> dict[str, Explanation]:
    try:
        return msgspec.json.decode(data.read_bytes(), type=dict[str, Explanation])
    except FileNotFoundError as error:
        raise CompanionError(NO_TEXTS) from error
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise CompanionError(DAMAGED.format(file=data)) from error
